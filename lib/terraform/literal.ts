/**
 * Text that Terraform is to take as it is. Both template openings are escaped: `${` and `%{`.
 * cdktf's own Fn.rawString leaves `%{` alone.
 */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}
