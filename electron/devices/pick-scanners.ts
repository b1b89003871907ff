import type { HidDevice } from './port.ts'

export interface PickSettings {
  /** Only this scanner; else every one that is found. A product id says nothing: a mode switch changes it. */
  only?: { vendorId: number; serialNumber: string }
  /** Vendor ids of scanners that speak on a vendor's page (0xFF00 and up), where no usage tells them. */
  vendorPageOf?: readonly number[]
}

const BAR_CODE_SCANNER_PAGE = 0x8c
const BAR_CODE_SCANNER = 2
const FIRST_VENDOR_PAGE = 0xff00

/** Scanners among everything that is plugged in; each path once, though a device may list several usages. */
export function pickScanners(
  devices: readonly HidDevice[],
  settings: PickSettings = {},
): HidDevice[] {
  const scanners = devices.filter((device) => isScanner(device, settings))
  return [...new Map(scanners.map((device) => [device.path, device])).values()]
}

function isScanner(device: HidDevice, { only, vendorPageOf = [] }: PickSettings): boolean {
  if (only !== undefined) {
    const { vendorId, serialNumber } = only
    if (device.vendorId !== vendorId || device.serialNumber !== serialNumber) return false
  }
  if (device.usagePage === BAR_CODE_SCANNER_PAGE) return device.usage === BAR_CODE_SCANNER
  return device.usagePage >= FIRST_VENDOR_PAGE && vendorPageOf.includes(device.vendorId)
}

/** The device as people know it: its product name and serial number. */
export function nameOf({ product, serialNumber, vendorId, productId }: HidDevice): string {
  const hex = (id: number) => id.toString(16).padStart(4, '0')
  const name = product ?? `USB scanner ${hex(vendorId)}:${hex(productId)}`
  return serialNumber === undefined ? name : `${name} (${serialNumber})`
}
