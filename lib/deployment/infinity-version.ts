import { value as valueField, type Field } from "../validation/fields";
import { shown } from "../validation/text";
import { ValidationError } from "../validation/validation-error";

/** A version of Pexip Infinity: `21`, `21.1`, `40`. */
export class InfinityVersion {
  /**
   * @param text major version, or major and dot release
   * @throws ValidationError when it is no version
   */
  public static of(text: string): InfinityVersion {
    const match = typeof text === "string" ? /^v?(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text.trim()) : null;
    if (match === null) throw ValidationError.at("", `InfinityVersion.of: a version looks like "21", "21.1" or "40", got ${shown(text)}`);
    return new InfinityVersion(Number(match[1]), match[2] === undefined ? undefined : Number(match[2]));
  }

  private constructor(
    public readonly major: number,
    /** The dot release; undefined when none was named. */
    public readonly minor: number | undefined,
  ) {}

  public toString(): string {
    return this.minor === undefined ? String(this.major) : `${this.major}.${this.minor}`;
  }
}

export const infinityVersion = (): Field<InfinityVersion> => valueField('an InfinityVersion, for example InfinityVersion.of("21")', "infinityVersion", (given): given is InfinityVersion => given instanceof InfinityVersion);
