export interface Binding {
  readonly name: string;
  readonly root: string;
  readonly output: string;
  readonly schemaFile: string;
  readonly manifestFile: string;
  readonly manifest: { readonly name: string; readonly version: string };
  readonly address: string;
  readonly providerVersion: string;
  readonly constraint: { readonly name: string; readonly source: string; readonly version: string };
}

export function bindingNames(bindingsFolder?: string): string[];
export function readBinding(name: string, bindingsFolder?: string): Binding;
