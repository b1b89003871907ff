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

/**
 * Makers of scanners, by their USB vendor id. A vendor's page of anybody else is a headset or a mouse.
 * The udev rule names the same ones.
 */
export const SCANNER_MAKERS: ReadonlyMap<number, string> = new Map([
  [0x0536, 'Hand Held Products'],
  [0x05e0, 'Zebra, Symbol'],
  [0x05f9, 'Datalogic, PSC'],
  [0x065a, 'Opticon'],
  [0x080c, 'Datalogic'],
  [0x0acd, 'ID TECH'],
  [0x0c2e, 'Honeywell, Metrologic'],
  [0x11fa, 'Code'],
  [0x1eab, 'Newland'],
])

/**
 * Scanners among everything that is plugged in; each path once, though a device may list several usages.
 * A device that offers the page of scanners is read there, and its vendor's page is left alone: it may
 * send the same code on both.
 */
export function pickScanners(
  devices: readonly HidDevice[],
  settings: PickSettings = {},
): HidDevice[] {
  const scanners = devices.filter((device) => isScanner(device, settings))
  const proper = new Set(scanners.filter(isBarCodeScanner).map(bodyOf))
  const chosen = scanners.filter((one) => isBarCodeScanner(one) || !proper.has(bodyOf(one)))
  return [...new Map(chosen.map((device) => [device.path, device])).values()]
}

function isScanner(device: HidDevice, { only, vendorPageOf }: PickSettings): boolean {
  if (only !== undefined) {
    const { vendorId, serialNumber } = only
    if (device.vendorId !== vendorId || device.serialNumber !== serialNumber) return false
  }
  if (device.usagePage === BAR_CODE_SCANNER_PAGE) return device.usage === BAR_CODE_SCANNER
  const isMaker = vendorPageOf?.includes(device.vendorId) ?? SCANNER_MAKERS.has(device.vendorId)
  return device.usagePage >= FIRST_VENDOR_PAGE && isMaker
}

const isBarCodeScanner = ({ usagePage }: HidDevice): boolean => usagePage === BAR_CODE_SCANNER_PAGE

const bodyOf = ({ vendorId, productId, serialNumber }: HidDevice): string =>
  JSON.stringify([vendorId, productId, serialNumber])

/** Some makers give every one of theirs a number of zeros or blanks, which tells none from another. */
const isNoNumber = (text: string): boolean =>
  text.replaceAll('\0', '').replaceAll('0', '').trim() === ''

/**
 * By what a scanner is known again, whatever port it is plugged into: vendor and serial number, or vendor,
 * product name and usage. Never by the product id, which a switch of its mode changes.
 */
export function keyOf(device: HidDevice): string {
  const { vendorId, serialNumber = '', product = '', usagePage, usage } = device
  const vendor = `hid:${hex(vendorId)}`
  if (!isNoNumber(serialNumber)) return `${vendor}:${serialNumber.trim().slice(0, 120)}`
  return `${vendor}::${product.trim().slice(0, 120)}:${hex(usagePage)}:${hex(usage)}`
}

/** The device as people know it: its product name and serial number. */
export function nameOf({ product, serialNumber, vendorId, productId }: HidDevice): string {
  const name = product ?? `USB scanner ${hex(vendorId)}:${hex(productId)}`
  return serialNumber === undefined ? name : `${name} (${serialNumber})`
}

const hex = (id: number): string => id.toString(16).padStart(4, '0')
