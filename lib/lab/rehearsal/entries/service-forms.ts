import type { ServiceKind } from "../../../deployment/service";
import { certificateForms } from "./certificates";
import { globalSettingsForms } from "./global-settings";
import { platformWideForms } from "./platform-wide";
import { roomAndRuleForms } from "./rooms-and-rules";
import { serverForms } from "./servers";
import type { AnyServiceForm } from "./service-form";

/** How each kind of service is entered: a new kind does not compile without its form. */
export const SERVICE_FORMS = { ...certificateForms, ...globalSettingsForms, ...platformWideForms, ...roomAndRuleForms, ...serverForms } satisfies Record<ServiceKind, AnyServiceForm>;
