/** Something the person at the terminal can put right; its message is enough. */
export class BindingsError extends Error {}
