import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addReport,
  endBySilence,
  type HidScan,
  PART_AGE_MS,
  type PartBuffer,
  TAIL_MS,
  VENDOR_SILENCE_MS,
} from '#shared/scan/hid-pos.ts'
import { detectLayout, type ReportLayout, readReport } from '#shared/scan/hid-report.ts'
import { encodeReports } from '../../../electron/devices/fake-hid-port.ts'

const LAYOUTS: readonly ReportLayout[] = ['aim-at-2', 'aim-at-3', 'data-at-2', 'vendor']
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (scan: HidScan | undefined) => scan && new TextDecoder().decode(scan.bytes)

/** Feeds reports a millisecond apart and gives the scans. */
function assemble(reports: readonly Uint8Array[], known?: ReportLayout, step = 1): HidScan[] {
  let buffer: PartBuffer | undefined
  return reports.flatMap((report, index) => {
    const assembly = addReport(buffer, report, index * step, known)
    buffer = assembly.buffer
    return assembly.scan === undefined ? [] : [assembly.scan]
  })
}

describe.each(LAYOUTS)('reports laid out %s', (layout) => {
  const aim = layout === 'data-at-2' ? undefined : ']C0'

  it('hold a short code', () => {
    const [scan] = assemble(encodeReports('0138U9Q6', layout))
    expect(textOf(scan)).toBe('0138U9Q6')
    expect(scan?.aim).toBe(aim)
  })

  it('hold a code over several reports, with GS inside', () => {
    const code = `${'0123456789'.repeat(30)}\u001dEND`
    const reports = encodeReports(code, layout)
    expect(reports.length).toBeGreaterThan(4)
    expect(assemble(reports).map(textOf)).toEqual([code])
  })

  it('hold any bytes, whatever the cuts go through', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        const scans = assemble(encodeReports(bytes, layout), layout)
        expect(scans.map((scan) => [...scan.bytes])).toEqual([[...bytes]])
        expect(scans[0]!.aim).toBe(aim)
      }),
      { numRuns: 500 },
    )
  })

  it('are recognised for any text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 })
    fc.assert(
      fc.property(text, (any) => {
        fc.pre(!any.includes('\0') && !(layout === 'data-at-2' && any.startsWith(']')))
        expect(assemble(encodeReports(any, layout)).map(textOf)).toEqual([any])
      }),
      { numRuns: 500 },
    )
  })

  it('hold two scans one after the other', () => {
    const reports = [...encodeReports('A'.repeat(70), layout), ...encodeReports('B', layout)]
    expect(assemble(reports).map(textOf)).toEqual(['A'.repeat(70), 'B'])
  })
})

describe('data that begins with a bracket', () => {
  it.each([']C0ABC', ']]]', ']d1', `]Q1${'x'.repeat(60)}`])(
    'is data where the layout has no AIM identifier: %s',
    (code) => {
      expect(assemble(encodeReports(code, 'data-at-2')).map(textOf)).toEqual([code])
    },
  )

  it('is data behind the AIM identifier too', () => {
    const [scan] = assemble(encodeReports(']C0ABC', 'aim-at-2', ']d1'))
    expect(textOf(scan)).toBe(']C0ABC')
    expect(scan?.aim).toBe(']d1')
  })
})

describe('a report', () => {
  it('without an AIM identifier has zeros in its place', () => {
    expect(textOf(assemble(encodeReports('ABC', 'aim-at-2', '\0\0\0'))[0])).toBe('ABC')
    expect(textOf(assemble(encodeReports('ABC', 'aim-at-3', '\0\0\0'))[0])).toBe('ABC')
  })

  it('is cut by its length, not at NUL and not where old data is left behind it', () => {
    const [report] = encodeReports('A\0B', 'aim-at-2')
    report!.fill(0x58, 8, 60)
    expect(textOf(assemble([report!])[0])).toBe('A\0B')
  })

  it.each([
    ['two bytes only', Uint8Array.of(2, 0x5d)],
    ['nothing', new Uint8Array()],
    ['another report id', Uint8Array.of(9, 1, 65)],
    ['a length beyond its room', Uint8Array.from({ length: 64 }, () => 0xff).fill(2, 0, 1)],
  ])('is left out when it holds %s', (_, report) => {
    expect(assemble([report])).toEqual([])
    const whole = encodeReports('A'.repeat(70))
    expect(assemble([whole[0]!, report, whole[1]!]).map(textOf)).toEqual(['A'.repeat(70)])
  })

  it('of another layout than the one that was set is left out', () => {
    expect(readReport(encodeReports('ABC', 'vendor')[0]!, 'aim-at-2')).toBeUndefined()
    expect(detectLayout(encodeReports('ABC', 'vendor')[0]!)).toBe('vendor')
  })

  it('of any bytes is never a crash', () => {
    const reports = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 8 })
    fc.assert(
      fc.property(reports, (any) => {
        for (const scan of assemble(any)) expect(scan.bytes.length).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('half a scan', () => {
  const [first, second] = encodeReports('A'.repeat(56) + 'B'.repeat(10))

  it('waits a second for the rest', () => {
    expect(assemble([first!, second!], undefined, PART_AGE_MS).map(textOf)).toEqual([
      'A'.repeat(56) + 'B'.repeat(10),
    ])
  })

  it('is dropped when the rest comes later, and the rest is no code of its own', () => {
    expect(assemble([first!, second!], undefined, PART_AGE_MS + 1)).toEqual([])
    const half = addReport(undefined, first!, 0).buffer
    const noise = addReport(half, Uint8Array.of(9, 1, 65), PART_AGE_MS + 1).buffer
    expect(addReport(noise, second!, PART_AGE_MS + 2)).toEqual({ buffer: undefined, torn: true })
    const more = addReport(half, first!, TAIL_MS)
    expect(addReport(more.buffer, second!, TAIL_MS + 1)).toEqual({ buffer: undefined, torn: true })
  })

  it('spoils no other scan: of another symbology, later, or after its end', () => {
    const half = addReport(undefined, first!, 0).buffer
    const after = (report: Uint8Array, at: number) => textOf(addReport(half, report, at).scan)
    expect(after(encodeReports('C', 'aim-at-2', ']d1')[0]!, 2_000)).toBe('C')
    expect(after(second!, TAIL_MS + 1)).toBe('B'.repeat(10))
    const ended = addReport(half, second!, 2_000).buffer
    expect(textOf(addReport(ended, second!, 2_001).scan)).toBe('B'.repeat(10))
  })

  it('of empty parts is not kept', () => {
    const empty = encodeReports('')[0]!.with(63, 1)
    let { buffer } = addReport(undefined, first!, 0)
    for (let at = 1; at <= 100; at += 1) buffer = addReport(buffer, empty, at).buffer
    expect(buffer?.parts).toHaveLength(1)
    expect(textOf(addReport(buffer, second!, 101).scan)).toHaveLength(66)
  })

  it('is dropped when another symbology follows', () => {
    const other = encodeReports('C', 'aim-at-2', ']d1')
    expect(assemble([first!, ...other]).map(textOf)).toEqual(['C'])
  })

  it('does not fill the memory when it never ends', () => {
    const endless = Array.from({ length: 2_000 }, () => first!)
    const [scan] = assemble([...endless, second!])
    expect(scan!.bytes.length).toBeLessThan(5_000)
  })
})

describe('a vendor scan that fills its last report', () => {
  const full = encodeReports('x'.repeat(59), 'vendor')[0]!

  it('ends by silence', () => {
    const { buffer } = addReport(undefined, full, 0)
    expect(endBySilence(buffer, VENDOR_SILENCE_MS - 1).scan).toBeUndefined()
    const { scan } = endBySilence(buffer, VENDOR_SILENCE_MS)
    expect(textOf(scan)).toBe('x'.repeat(59))
    expect(scan?.aim).toBe(']C0')
  })

  it('and HID POS data never does', () => {
    const { buffer } = addReport(undefined, encodeReports('A'.repeat(70))[0]!, 0)
    expect(endBySilence(buffer, 900).scan).toBeUndefined()
  })
})

it('bytes are joined before they are decoded', () => {
  const code = `${'A'.repeat(55)}\u00e5`
  const reports = encodeReports(code)
  expect(reports).toHaveLength(2)
  expect(textOf(assemble(reports)[0])).toBe(code)
  expect(bytesOf(code)[55]).toBe(reports[0]![60])
})
