/** Takes a value for its holder. @returns who held it before; undefined when nobody did */
export function claim<T>(taken: Map<string, T>, value: string, holder: T): T | undefined {
  const first = taken.get(value);
  if (first === undefined) taken.set(value, holder);
  return first;
}
