import { describe, expect, it, vi } from 'vitest'
import { createFakeSerial } from '../../../electron/devices/fake-serial-port.ts'
import { createNodeSerialPort } from '../../../electron/devices/node-serial-port.ts'
import {
  createSerialScanner,
  type SerialScannerEvent,
} from '../../../electron/devices/serial-scanner.ts'
import { type SerialSettings, USUAL_SERIAL } from '../../../shared/contract/devices.ts'
import { SERIAL_CASES, type SerialRig } from '../../support/devices/serial-cases.ts'
import { createFakeTime } from './fake-time.ts'

function fakeRig() {
  const serial = createFakeSerial()
  const time = createFakeTime()
  const rig: SerialRig = {
    ...time,
    port: serial.port,
    async plug(name) {
      const path = `/dev/${name}`
      const plug = async () => serial.plug({ path })
      await plug()
      return {
        path,
        plug,
        send: (bytes) => serial.send(path, bytes),
        unplug: async () => serial.unplug(path),
      }
    },
  }
  return { serial, time, rig }
}

// The same list runs over real pseudo-terminals in test/integration/devices.
describe('a serial line in memory', () => {
  it.each(SERIAL_CASES.map((one) => [one.name, one] as const))('%s', async (_, { run }) => {
    await expect(run(fakeRig().rig)).resolves.toBeUndefined()
  })
})

const LINE: SerialSettings = { path: '/dev/ttyUSB0', serialNumber: 'A9', ...USUAL_SERIAL }

function listening() {
  const { serial, time } = fakeRig()
  const events: SerialScannerEvent[] = []
  const driver = createSerialScanner({
    port: serial.port,
    ...time,
    emit: (event) => void events.push(event),
  })
  return { serial, time, events, driver }
}

describe('a line that is lost while it is being opened', () => {
  it('is let go of, and opened again', async () => {
    const { serial, time } = fakeRig()
    const states: string[] = []
    let isFirst = true
    const driver = createSerialScanner({
      port: {
        ...serial.port,
        async open(line, listeners) {
          const connection = await serial.port.open(line, listeners)
          if (isFirst) listeners.error(new Error('input/output error'))
          isFirst = false
          return connection
        },
      },
      ...time,
      emit: (event) => void (event.type === 'state' && states.push(event.state)),
    })
    serial.plug({ path: LINE.path })
    await driver.use([{ ...LINE, serialNumber: null }])
    await time.pass(5_000)
    expect(states).toEqual(['lost', 'ready'])
    await driver.stop()
  })
})

describe('a line with a serial number', () => {
  it('is found where it is plugged in now, and keeps its key and its name', async () => {
    const { serial, time, events, driver } = listening()
    serial.plug({ path: '/dev/ttyUSB0', serialNumber: 'A9' })
    await driver.use([LINE])
    serial.unplug('/dev/ttyUSB0')
    serial.plug({ path: '/dev/ttyUSB3', serialNumber: 'A9' })
    await time.pass(5_000)
    expect(serial.lineOf('/dev/ttyUSB3')).toEqual({
      path: '/dev/ttyUSB3',
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
    })
    expect(new Set(events.map(({ key }) => key))).toEqual(new Set(['serial:A9']))
  })

  it('is not taken for what is at its path now, nor for one of two with its number', async () => {
    const { serial, time, events, driver } = listening()
    serial.plug({ path: '/dev/ttyUSB0', serialNumber: 'OTHER' })
    serial.plug({ path: '/dev/ttyUSB1', serialNumber: 'A9' })
    serial.plug({ path: '/dev/ttyUSB2', serialNumber: 'A9' })
    await driver.use([LINE])
    await time.pass(5_000)
    expect(events).toEqual([
      { type: 'state', state: 'missing', key: 'serial:A9', device: '/dev/ttyUSB0 (A9)' },
    ])
  })
})

describe('a line that cannot be opened', () => {
  it('is said once, in the words of the computer, and tried again', async () => {
    const { serial, time, events, driver } = listening()
    serial.plug({ path: '/dev/ttyUSB0', serialNumber: 'A9' })
    serial.refuseOpen('/dev/ttyUSB0', 'Permission denied')
    await driver.use([LINE])
    await time.pass(10_000)
    expect(events).toMatchObject([{ state: 'cannot-open', message: 'Permission denied' }])
    serial.refuseOpen('/dev/ttyUSB0', undefined)
    await time.pass(2_000)
    expect(events.at(-1)).toMatchObject({ state: 'ready' })
  })
})

describe('a bench without serial scanners', () => {
  it('loads no library and looks for nothing', async () => {
    const load = vi.fn(() => Promise.reject(new Error('loaded')))
    const time = createFakeTime()
    const port = createNodeSerialPort(load)
    const driver = createSerialScanner({ port, ...time, emit: () => undefined })
    await driver.use([])
    await time.pass(60_000)
    expect(load).not.toHaveBeenCalled()
    expect(time.waiting()).toBe(0)
    await expect(port.open(LINE, { data: vi.fn(), error: vi.fn() })).rejects.toThrow('loaded')
  })
})
