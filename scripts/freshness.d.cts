export interface Lock {
  readonly packages: { readonly [path: string]: { readonly version?: string; readonly optional?: boolean; readonly link?: boolean } };
}
export function missingPackage(lock: Lock, installed: Lock): string | undefined;
export function isInstalled(root: string): boolean;
export function filesBelow(folder: string, skip?: (path: string) => boolean): string[];
export function stampOf(root: string, files: readonly string[]): string;
