export function propDocs(root: string): (interfaceName: string, key: string) => string | undefined;
