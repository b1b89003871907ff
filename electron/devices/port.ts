import type { Result } from '#shared/lib/result.ts'

/** One HID interface that the computer offers, as node-hid lists it. */
export interface HidDevice {
  path: string
  vendorId: number
  productId: number
  usagePage: number
  usage: number
  serialNumber?: string
  product?: string
}

/** `no-hid`: this computer or this build has no usable HID. */
export interface HidUnavailable {
  type: 'no-hid'
  reason: string
}

/** The computer does not let this account open the device; on Linux a udev rule is missing. */
export class NotPermitted extends Error {}

export interface HidListeners {
  /** One input report, the report id in byte 0. */
  data(report: Uint8Array): void
  /** The device is gone, or reading it failed: nothing more will come. Called once. */
  error(error: Error): void
}

export interface HidConnection {
  /** Safe to call twice and after an error. Never rejects. */
  close(): Promise<void>
}

/**
 * HID as a scanner's driver needs it. The listeners come with `open`, so that a connection without
 * somebody to hear its error cannot be made.
 */
export interface HidPort {
  list(): Promise<Result<readonly HidDevice[], HidUnavailable>>
  /** Rejects when the path is gone or held by another program, and with `NotPermitted`. */
  open(path: string, listeners: HidListeners): Promise<HidConnection>
}
