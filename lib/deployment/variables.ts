/** Name of the Terraform variable that holds a secret of the construct with this id: `hv-1` and `password` give `hv_1_password`. */
export function variableName(id: string, purpose: string): string {
  const name = `${id.replace(/[^A-Za-z0-9_]/g, "_")}_${purpose}`;
  return /^[0-9]/.test(name) ? `_${name}` : name;
}
