import { value as valueField, type Deferred, DEFERRED, type Field } from "../validation/fields";
import { ValidationError } from "../validation/validation-error";

/** What a record says of a secret: never the secret itself. */
export type SecretRecord = { readonly variable: string } | Deferred;

/** A Terraform identifier. Source: Terraform language, "Identifiers". */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * A password or key. Its value never passes through the program: it comes from a Terraform variable that is filled
 * from the environment (`TF_VAR_name`), or from a token of another resource, such as a vault's.
 */
export class Secret {
  /**
   * A secret in the sensitive Terraform variable of this name. Each stack that needs it gets one such variable.
   *
   * @param name letters, digits, `_` and `-`, beginning with a letter or `_`
   * @throws ValidationError when the name is no Terraform identifier
   */
  public static fromVariable(name: string): Secret {
    if (typeof name !== "string" || !IDENTIFIER.test(name)) {
      throw ValidationError.at("", "Secret.fromVariable: the name of a Terraform variable consists of letters, digits, _ and -, beginning with a letter or _ (the secret itself goes into the environment: TF_VAR_name)");
    }
    return new Secret("variable", name);
  }

  /**
   * A secret that another resource of the program knows, for example a vault's data source. Plain text is refused where the Secret is used.
   *
   * @throws ValidationError when it is no text
   */
  public static fromToken(token: string): Secret {
    if (typeof token !== "string") throw ValidationError.at("", "Secret.fromToken: takes a text attribute of a resource or a data source; a password is never written into a program");
    return new Secret("token", token);
  }

  private readonly content: () => string;

  private constructor(
    private readonly kind: "variable" | "token",
    content: string,
  ) {
    // behind a function, so that printing or serializing a Secret shows nothing
    this.content = () => content;
  }

  /** Name of the Terraform variable; undefined for a token. */
  public get variableName(): string | undefined {
    return this.kind === "variable" ? this.content() : undefined;
  }

  /** The token; undefined for a variable. */
  public get token(): string | undefined {
    return this.kind === "token" ? this.content() : undefined;
  }

  /** @internal */
  public toRecord(): SecretRecord {
    return this.kind === "variable" ? { variable: this.content() } : DEFERRED;
  }
}

export const secret = (): Field<Secret> =>
  valueField(
    "a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    "secret",
    (given): given is Secret => given instanceof Secret,
    {
      problem: (given, isToken) =>
        given.token === undefined || isToken(given.token) ? undefined : "must not be plain text: Secret.fromToken takes an attribute of another resource; a password is never written into a program",
      hidden: true,
    },
  );
