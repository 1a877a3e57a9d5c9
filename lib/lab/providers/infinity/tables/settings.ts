import type { Diagnostic } from "../../../plugin/handler";
import { isUnknown } from "../../../plugin/values";
import type { Attributes } from "../../engine/behaviour";
import { AS_IT_IS, flag, kept, readOnly, text, whole } from "../fields";
import type { SingletonTable } from "../singleton-resource";
import { atMost, between, httpsUrl, oneOf } from "../validators";

// resource_infinity_*.go of pexip/infinity 40.0.0, and infinity-provider.md appendix A

const textOf = (most: number, otherwise = "") => text({ default: otherwise, rules: atMost(most) });
const plain = (otherwise = "") => text({ default: otherwise });
const secret = kept("", { default: "" });

const autobackup: SingletonTable = {
  collection: "autobackup",
  noun: "autobackup configuration",
  title: "Autobackup Configuration",
  validate: ({ autobackup_enabled: enabled, autobackup_passphrase: passphrase }: Attributes): Diagnostic[] =>
    enabled === true && !isUnknown(passphrase) && (passphrase ?? "") === ""
      ? [{ attribute: ["autobackup_passphrase"], summary: "Missing Required Attribute", detail: "autobackup_passphrase must be set when autobackup_enabled is true." }]
      : [],
  fields: {
    autobackup_enabled: flag({ default: false }),
    autobackup_interval: whole({ default: 24, rules: between(1, 24) }),
    autobackup_passphrase: kept("", { default: "", rules: atMost(100) }),
    autobackup_start_hour: whole({ default: 1, rules: between(0, 23) }),
    autobackup_upload_url: textOf(255),
    autobackup_upload_username: textOf(100),
    autobackup_upload_password: kept("", { default: "", rules: atMost(100) }),
  },
};

const refresh = (otherwise: number, most: number) => whole({ default: otherwise, rules: between(60, most) });

const registration: SingletonTable = {
  collection: "registration",
  noun: "registration configuration",
  title: "Registration Configuration",
  creation: "create",
  fields: {
    enable: flag({ default: true }),
    refresh_strategy: text({ default: "adaptive", rules: oneOf("adaptive", "maximum") }),
    adaptive_min_refresh: refresh(60, 3600),
    adaptive_max_refresh: refresh(3600, 7200),
    maximum_min_refresh: refresh(60, 3600),
    maximum_max_refresh: refresh(300, 7200),
    natted_min_refresh: refresh(60, 3600),
    natted_max_refresh: refresh(90, 3600),
    route_via_registrar: flag({ default: true }),
    enable_push_notifications: flag({ default: false }),
    enable_google_cloud_messaging: flag({ default: true }),
    // an import says "", so that the next apply sends it (resource_infinity_registration.go, ImportState)
    push_token: kept(null, { emptyIsNotUpdated: true, reset: AS_IT_IS, imported: "" }),
  },
};

const url = text({ default: "", rules: httpsUrl });

/** A source without LOCAL, or api_oauth2_disable_basic, locks the provider out (infinity-provider.md section 2.3). */
const authentication: SingletonTable = {
  collection: "authentication",
  noun: "authentication configuration",
  title: "Authentication Configuration",
  fields: {
    source: text({ default: "LOCAL", rules: oneOf("LOCAL", "LDAP", "LDAP+LOCAL", "OIDC", "OIDC+LOCAL", "LDAP+OIDC+LOCAL") }),
    client_certificate: text({ default: "NO", rules: oneOf("NO", "CN", "UPN") }),
    api_oauth2_disable_basic: flag({ default: false }),
    api_oauth2_allow_all_perms: flag({ default: false }),
    api_oauth2_expiration: whole({ default: 3600 }),
    ldap_server: textOf(255),
    ldap_base_dn: textOf(255),
    ldap_bind_username: textOf(255),
    ldap_bind_password: kept("", { default: "", rules: atMost(100) }),
    ldap_user_search_dn: textOf(255),
    ldap_user_filter: textOf(1024, "(&(objectclass=person)(!(objectclass=computer)))"),
    ldap_user_search_filter: textOf(1024, "(|(uid={username})(sAMAccountName={username}))"),
    ldap_user_group_attributes: textOf(100, "memberOf"),
    ldap_group_search_dn: textOf(255),
    ldap_group_filter: textOf(1024, "(|(objectclass=group)(objectclass=groupOfNames)(objectclass=groupOfUniqueNames)(objectclass=posixGroup))"),
    ldap_group_membership_filter: textOf(1024, "(|(member={userdn})(uniquemember={userdn})(memberuid={useruid}))"),
    ldap_use_global_catalog: flag({ default: false }),
    ldap_permit_no_tls: flag({ default: false }),
    oidc_metadata_url: url,
    oidc_metadata: readOnly(text()),
    oidc_client_id: plain(),
    oidc_client_secret: secret,
    oidc_private_key: secret,
    oidc_auth_method: text({ default: "client_secret", rules: oneOf("pkce", "client_secret", "private_key") }),
    oidc_scope: plain("openid email profile"),
    oidc_authorize_url: url,
    oidc_token_endpoint_url: url,
    oidc_username_field: plain("preferred_username"),
    oidc_groups_field: plain("groups"),
    oidc_required_key: plain(),
    oidc_required_value: plain(),
    oidc_domain_hint: textOf(255),
    oidc_login_button: textOf(128),
  },
};

export const settings: readonly SingletonTable[] = [autobackup, registration, authentication];
