import type { SerialSettings } from '#shared/contract/devices.ts'

/** One serial line that the computer offers. */
export interface SerialPortInfo {
  path: string
  /** Of the scanner or its adapter, where it is a USB device. */
  maker?: string
  serialNumber?: string
}

/** How a line is opened. `path` is where it is now, which may be another place than where it was set up. */
export type SerialLine = Omit<SerialSettings, 'end' | 'serialNumber'>

export interface SerialListeners {
  /** What came, cut anywhere. */
  data(chunk: Uint8Array): void
  /** The line is gone, or reading it failed: nothing more will come. Called once. */
  error(error: Error): void
}

export interface SerialConnection {
  /** Safe to call twice and after an error. Never rejects. */
  close(): Promise<void>
}

/** There is no such line at this moment: the scanner or its adapter is not plugged in. */
export class NoSuchLine extends Error {}

/** Serial lines as a scanner's driver needs them. */
export interface SerialPort {
  /** Those of USB devices and of the computer itself. Rejects where this computer has no usable serial lines. */
  list(): Promise<readonly SerialPortInfo[]>
  /** Rejects with `NoSuchLine`, or when the line is held by another program or not permitted. */
  open(line: SerialLine, listeners: SerialListeners): Promise<SerialConnection>
}
