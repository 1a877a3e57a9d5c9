export class UsageError extends Error {}
export function updateBinding(args: readonly string[], bindingsFolder?: string): string[];
