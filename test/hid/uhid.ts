import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'

/** Where Linux lets a program play a HID device (Documentation/hid/uhid.rst, linux/uhid.h). */
const UHID = '/dev/uhid'

/** Kinds of `struct uhid_event` that are used here. */
const DESTROY = 1
const START = 2
const GET_REPORT = 9
const GET_REPORT_REPLY = 10
const CREATE2 = 11
const INPUT2 = 12
const SET_REPORT = 13
const SET_REPORT_REPLY = 14

const MOST_DATA = 4_096
/** The kind, and the largest of the structs: that of CREATE2. */
const EVENT_SIZE = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + MOST_DATA
const USB = 3
const NOT_SUPPORTED = 95

export interface UhidIdentity {
  readonly name: string
  readonly serialNumber: string
  readonly vendorId: number
  readonly productId: number
  readonly descriptor: Uint8Array
}

/** A device that is plugged in. */
export interface UhidDevice {
  send(report: Uint8Array): void
  /** Answers what the kernel asks meanwhile. Whether it has taken the device in. */
  pump(): boolean
  unplug(): void
}

export function plugUhid(identity: UhidIdentity): UhidDevice {
  const handle = openSync(UHID, constants.O_RDWR | constants.O_NONBLOCK)
  let isStarted = false
  let isOver = false
  writeSync(handle, creation(identity))

  function next(): Buffer | undefined {
    const event = Buffer.alloc(EVENT_SIZE)
    try {
      return readSync(handle, event) > 0 ? event : undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
      throw error
    }
  }

  function pump(): boolean {
    for (let event = next(); event !== undefined; event = next()) {
      const kind = event.readUInt32LE(0)
      if (kind === START) isStarted = true
      // One that is not answered keeps the kernel waiting for five seconds.
      if (kind === GET_REPORT) writeSync(handle, refusal(GET_REPORT_REPLY, event.readUInt32LE(4)))
      if (kind === SET_REPORT) writeSync(handle, refusal(SET_REPORT_REPLY, event.readUInt32LE(4)))
    }
    return isStarted
  }

  return {
    pump: () => !isOver && pump(),
    send(report) {
      const event = Buffer.alloc(4 + 2 + report.length)
      event.writeUInt32LE(INPUT2, 0)
      event.writeUInt16LE(report.length, 4)
      event.set(report, 6)
      writeSync(handle, event)
    },
    unplug() {
      if (isOver) return
      isOver = true
      const event = Buffer.alloc(4)
      event.writeUInt32LE(DESTROY, 0)
      writeSync(handle, event)
      closeSync(handle)
    },
  }
}

function creation({ name, serialNumber, vendorId, productId, descriptor }: UhidIdentity): Buffer {
  const event = Buffer.alloc(EVENT_SIZE)
  event.writeUInt32LE(CREATE2, 0)
  event.write(name, 4, 127, 'utf8')
  event.write('virtual/input0', 4 + 128, 63, 'utf8')
  event.write(serialNumber, 4 + 128 + 64, 63, 'utf8')
  let at = 4 + 128 + 64 + 64
  at = event.writeUInt16LE(descriptor.length, at)
  at = event.writeUInt16LE(USB, at)
  for (const word of [vendorId, productId, 0x0100, 0]) at = event.writeUInt32LE(word, at)
  event.set(descriptor, at)
  return event
}

/** The kind, the number of what was asked, and why there is no answer. */
function refusal(kind: number, id: number): Buffer {
  const event = Buffer.alloc(16)
  event.writeUInt32LE(kind, 0)
  event.writeUInt32LE(id, 4)
  event.writeUInt16LE(NOT_SUPPORTED, 8)
  return event
}
