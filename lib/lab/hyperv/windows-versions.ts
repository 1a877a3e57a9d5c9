import { WindowsServer } from "../../deployment/enums";

/** The provider's scripts pass parameters that these do not know, always: hyperv-provider.md section 6. */
export function isTooOld(version: WindowsServer): boolean {
  return version === WindowsServer.V2012 || version === WindowsServer.V2012_R2;
}

/** Set-VMProcessor -HwThreadCountPerCore 0, which means "as the host": MicrosoftDocs/windows-powershell-docs issue 432. */
export function inheritsThreads(version: WindowsServer): boolean {
  return version !== WindowsServer.V2016;
}
