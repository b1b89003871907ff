import { describe, expect, it } from 'vitest'
import { createFakeHid, encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import {
  type HidScannerEvent,
  type HidScannerSettings,
  POLL_MS,
  STALE_MS,
  startHidScanner,
} from '../../../electron/devices/hid-scanner.ts'
import { createFakeTime } from './fake-time.ts'

function bench(settings: HidScannerSettings = {}) {
  const hid = createFakeHid()
  const time = createFakeTime()
  const events: HidScannerEvent[] = []
  const start = () =>
    startHidScanner({
      port: hid.port,
      ...time,
      settings,
      emit: (event) => events.push(event),
    })
  return {
    hid,
    time,
    events,
    start,
    scan(path: string, text: string) {
      for (const report of encodeReports(text)) hid.send(path, report)
    },
    scans: () =>
      events.flatMap((event) =>
        event.type === 'scan' ? [new TextDecoder().decode(event.raw.bytes)] : [],
      ),
    states: () =>
      events.flatMap((event) =>
        event.type === 'state'
          ? [event.state === 'none' ? `none: ${event.reason}` : `${event.state}: ${event.device}`]
          : [],
      ),
  }
}

/** A bench whose one scanner has been listened to for long enough. */
async function readyBench(settings: HidScannerSettings = {}) {
  const b = bench(settings)
  b.hid.plug({ path: '/dev/hidraw0' })
  const scanner = b.start()
  await b.time.pass(STALE_MS)
  return { ...b, scanner }
}

describe('a scanner that is there', () => {
  it('is opened, and its scans come with symbology, device and time', async () => {
    const b = await readyBench()
    b.scan('/dev/hidraw0', '0138U9Q6')
    expect(b.events).toEqual([
      { type: 'state', state: 'ready', device: 'Pistol (S1)', key: 'hid:0c2e:S1' },
      {
        type: 'scan',
        key: 'hid:0c2e:S1',
        layout: 'aim-at-2',
        raw: {
          bytes: new TextEncoder().encode('0138U9Q6'),
          aim: ']C0',
          source: 'hid',
          device: 'Pistol (S1)',
          at: b.time.clock.now(),
        },
      },
    ])
  })

  it('gives every one of 500 scans, in order', async () => {
    const b = await readyBench()
    const codes = Array.from({ length: 500 }, (_, i) => `TUBE-${i}-${'x'.repeat(i % 120)}`)
    for (const code of codes) b.scan('/dev/hidraw0', code)
    expect(b.scans()).toEqual(codes)
  })

  it('is not looked for any more', async () => {
    const b = await readyBench()
    const before = b.hid.listed()
    await b.time.pass(60_000)
    expect(b.hid.listed()).toBe(before)
    expect(b.time.waiting()).toBe(0)
  })

  it('does not pass an answer to a command on as a scan', async () => {
    const b = await readyBench()
    for (const report of encodeReports('REVINF', 'aim-at-2', ']Z6')) {
      b.hid.send('/dev/hidraw0', report)
    }
    expect(b.scans()).toEqual([])
  })
})

describe('what was scanned before anybody listened', () => {
  it('is dropped, and the first scan after that is not', async () => {
    const b = bench()
    b.hid.plug({ path: '/dev/hidraw0' })
    b.scan('/dev/hidraw0', 'OLD-1')
    b.scan('/dev/hidraw0', 'OLD-2')
    b.start()
    await b.time.pass(STALE_MS - 1)
    b.scan('/dev/hidraw0', 'OLD-3')
    await b.time.pass(1)
    b.scan('/dev/hidraw0', 'NEW')
    expect(b.scans()).toEqual(['NEW'])
  })

  it('takes its own end with it, though that comes later', async () => {
    const b = bench()
    b.hid.plug({ path: '/dev/hidraw0' })
    b.start()
    const [first, second] = encodeReports(`${'A'.repeat(56)}REST`)
    await b.time.pass(STALE_MS - 1)
    b.hid.send('/dev/hidraw0', first!)
    await b.time.pass(1)
    b.hid.send('/dev/hidraw0', second!)
    expect(b.scans()).toEqual([])
  })
})

describe('a scanner that is pulled out', () => {
  it('is said to be lost, and comes back on the same path', async () => {
    const b = await readyBench()
    b.hid.unplug('/dev/hidraw0')
    await b.time.pass(POLL_MS * 3)
    b.hid.plug({ path: '/dev/hidraw0' })
    await b.time.pass(POLL_MS + STALE_MS)
    b.scan('/dev/hidraw0', 'AFTER')
    expect(b.states()).toEqual(['ready: Pistol (S1)', 'lost: Pistol (S1)', 'ready: Pistol (S1)'])
    expect(b.scans()).toEqual(['AFTER'])
  })

  it('comes back on another path, with another product id', async () => {
    const b = await readyBench({ only: { vendorId: 0x0c2e, serialNumber: 'S1' } })
    b.hid.unplug('/dev/hidraw0')
    b.hid.plug({ path: '/dev/hidraw7', productId: 0x0b81 })
    await b.time.pass(POLL_MS + STALE_MS)
    b.scan('/dev/hidraw7', 'AFTER')
    expect(b.scans()).toEqual(['AFTER'])
  })

  it('in the middle of a scan leaves nothing of it in the next one', async () => {
    const b = await readyBench()
    b.hid.send('/dev/hidraw0', encodeReports('A'.repeat(100))[0]!)
    b.hid.unplug('/dev/hidraw0')
    b.hid.plug({ path: '/dev/hidraw0' })
    await b.time.pass(POLL_MS + STALE_MS)
    b.scan('/dev/hidraw0', 'WHOLE')
    expect(b.scans()).toEqual(['WHOLE'])
  })

  it('is looked for every 1.5 s', async () => {
    const b = await readyBench()
    b.hid.unplug('/dev/hidraw0')
    const before = b.hid.listed()
    await b.time.pass(POLL_MS * 4)
    expect(b.hid.listed() - before).toBe(4)
  })
})

describe('two scanners', () => {
  it('are both heard, and one that is lost does not silence the other', async () => {
    const b = await readyBench()
    b.hid.plug({ path: '/dev/hidraw1', serialNumber: 'S2' })
    await b.time.pass(POLL_MS * 2)
    expect(b.hid.isOpen('/dev/hidraw1')).toBe(false)
    await b.scanner.look()
    await b.time.pass(STALE_MS)
    const halves = encodeReports('A'.repeat(80))
    b.hid.send('/dev/hidraw0', halves[0]!)
    b.scan('/dev/hidraw1', 'FROM-2')
    b.hid.send('/dev/hidraw0', halves[1]!)
    b.hid.unplug('/dev/hidraw0')
    b.scan('/dev/hidraw1', 'STILL-2')
    expect(b.scans()).toEqual(['FROM-2', 'A'.repeat(80), 'STILL-2'])
    b.hid.plug({ path: '/dev/hidraw3' })
    await b.time.pass(POLL_MS)
    expect(b.states()).toEqual([
      'ready: Pistol (S1)',
      'ready: Pistol (S2)',
      'lost: Pistol (S1)',
      'ready: Pistol (S1)',
    ])
  })

  it('are not mixed up when one of them was chosen', async () => {
    const b = bench({ only: { vendorId: 0x0c2e, serialNumber: 'S2' } })
    b.hid.plug({ path: '/dev/hidraw0' })
    b.hid.plug({ path: '/dev/hidraw1', serialNumber: 'S2' })
    b.start()
    await b.time.pass(STALE_MS)
    expect([b.hid.isOpen('/dev/hidraw0'), b.hid.isOpen('/dev/hidraw1')]).toEqual([false, true])
  })
})

describe('what is no scanner', () => {
  it('is not opened: a keyboard, a mouse, a vendor page that was not set', async () => {
    const b = bench()
    b.hid.plug({ path: 'kbd', usagePage: 1, usage: 6 })
    b.hid.plug({ path: 'mouse', usagePage: 1, usage: 2 })
    b.hid.plug({ path: 'vendor', vendorId: 0x046d, usagePage: 0xff00, usage: 1 })
    b.hid.plug({ path: 'other', usage: 1 })
    b.start()
    await b.time.pass(1_000)
    expect(['kbd', 'mouse', 'vendor', 'other'].filter(b.hid.isOpen)).toEqual([])
    expect(b.states()).toEqual(['none: no-scanner'])
  })

  it('is the vendor page of a scanner that has the page of scanners too', async () => {
    const b = bench()
    b.hid.plug({ path: 'proper' })
    b.hid.plug({ path: 'vendor', usagePage: 0xff00, usage: 1 })
    b.hid.plug({ path: 'alone', usagePage: 0xff00, usage: 1, serialNumber: 'S2' })
    b.start()
    await b.time.pass(STALE_MS)
    expect(['proper', 'vendor', 'alone'].filter(b.hid.isOpen)).toEqual(['proper', 'alone'])
  })

  it('is a scanner on a vendor page once its maker was set', async () => {
    const b = bench({ vendorPageOf: [0x046d] })
    b.hid.plug({ path: 'vendor', vendorId: 0x046d, usagePage: 0xff00, usage: 1 })
    b.start()
    await b.time.pass(STALE_MS)
    for (const report of encodeReports('x'.repeat(59), 'vendor').slice(0, 1)) {
      b.hid.send('vendor', report)
    }
    expect(b.scans()).toEqual([])
    await b.time.pass(250)
    expect(b.scans()).toEqual(['x'.repeat(59)])
  })
})

describe('no scanner', () => {
  it('is said once, and the looking goes on', async () => {
    const b = bench()
    b.start()
    await b.time.pass(POLL_MS * 5)
    expect(b.states()).toEqual(['none: no-scanner'])
    b.hid.plug({ path: '/dev/hidraw0' })
    await b.time.pass(POLL_MS)
    expect(b.states()).toEqual(['none: no-scanner', 'ready: Pistol (S1)'])
  })

  it('because HID is missing is said once and mends itself', async () => {
    const b = bench()
    b.hid.breakHid('no native part')
    b.hid.plug({ path: '/dev/hidraw0' })
    b.start()
    await b.time.pass(POLL_MS * 3)
    b.hid.breakHid(undefined)
    await b.time.pass(POLL_MS)
    expect(b.states()).toEqual(['none: no-hid', 'ready: Pistol (S1)'])
  })

  it('because it cannot be opened names it, says so once and tries again', async () => {
    const b = bench()
    b.hid.plug({ path: '/dev/hidraw0' })
    b.hid.plug({ path: '/dev/hidraw1', serialNumber: 'S2' })
    b.hid.refuseOpen('/dev/hidraw0', 'permission denied')
    b.hid.refuseOpen('/dev/hidraw1', 'permission denied')
    b.start()
    await b.time.pass(POLL_MS * 3)
    expect(b.events).toEqual(
      ['S1', 'S2'].map((serial) => ({
        type: 'state',
        state: 'none',
        reason: 'cannot-open',
        device: `Pistol (${serial})`,
        key: `hid:0c2e:${serial}`,
        isForbidden: false,
        message: 'permission denied',
      })),
    )
    b.hid.refuseOpen('/dev/hidraw0', undefined)
    await b.time.pass(POLL_MS)
    expect(b.states()).toContain('ready: Pistol (S1)')
  })
})

describe('stopping', () => {
  it('closes what is open, looks no more and says no more', async () => {
    const b = await readyBench()
    await b.scanner.stop()
    expect(b.hid.isOpen('/dev/hidraw0')).toBe(false)
    b.hid.unplug('/dev/hidraw0')
    b.hid.plug({ path: '/dev/hidraw0' })
    await b.time.pass(POLL_MS * 3)
    expect(b.hid.isOpen('/dev/hidraw0')).toBe(false)
    expect(b.states()).toEqual(['ready: Pistol (S1)'])
  })

  it('while a scanner is being opened closes it again', async () => {
    const b = bench()
    b.hid.plug({ path: '/dev/hidraw0' })
    const scanner = b.start()
    await Promise.resolve()
    await scanner.stop()
    await b.time.pass(POLL_MS)
    expect(b.hid.isOpen('/dev/hidraw0')).toBe(false)
    expect(b.states()).toEqual([])
  })
})

describe('the fake port', () => {
  it('refuses what the real one refuses', async () => {
    const { hid } = bench()
    const listeners = { data: () => undefined, error: () => undefined }
    await expect(hid.port.open('/dev/missing', listeners)).rejects.toThrow('cannot open')
    hid.plug({ path: '/dev/hidraw0' })
    await hid.port.open('/dev/hidraw0', listeners)
    await expect(hid.port.open('/dev/hidraw0', listeners)).rejects.toThrow('open already')
  })

  it('keeps as many reports as the kernel does', async () => {
    const { hid, time } = bench()
    hid.plug({ path: '/dev/hidraw0' })
    for (let i = 0; i < 100; i++) hid.send('/dev/hidraw0', Uint8Array.of(i))
    const heard: number[] = []
    await hid.port.open('/dev/hidraw0', {
      data: (report) => heard.push(report[0]!),
      error: () => undefined,
    })
    await time.pass(0)
    expect(heard).toEqual(Array.from({ length: 64 }, (_, i) => i))
  })
})
