// Checked by `npm run types`, never run: each line below an expected error must fail to compile, or the compiler reports the expectation.
import { deferrable, fieldsOf, line, list, opt, whole } from "../../lib/validation/fields";

interface Props {
  readonly hostname: string;
  readonly vcpus?: number;
  readonly dnsServers: readonly string[];
}

const servers = deferrable(list(line()));

export const fitting = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: opt(whole()), dnsServers: servers });

// @ts-expect-error -- vcpus is missing
export const missing = fieldsOf<Props, "dnsServers">()({ hostname: line(), dnsServers: servers });

// @ts-expect-error -- memory is no prop
export const extra = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: opt(whole()), dnsServers: servers, memory: whole() });

// @ts-expect-error -- vcpus is a number
export const mistyped = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: opt(line()), dnsServers: servers });

// @ts-expect-error -- entries of dnsServers are text
export const mistypedEntry = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: opt(whole()), dnsServers: deferrable(list(whole())) });

// @ts-expect-error -- hostname is required
export const wronglyOptional = fieldsOf<Props, "dnsServers">()({ hostname: opt(line()), vcpus: opt(whole()), dnsServers: servers });

// @ts-expect-error -- vcpus may be left out
export const wronglyRequired = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: whole(), dnsServers: servers });

// @ts-expect-error -- dnsServers may be a token
export const notDeferrable = fieldsOf<Props, "dnsServers">()({ hostname: line(), vcpus: opt(whole()), dnsServers: list(line()) });

// @ts-expect-error -- hostname must not be a token
export const wronglyDeferrable = fieldsOf<Props, "dnsServers">()({ hostname: deferrable(line()), vcpus: opt(whole()), dnsServers: servers });
