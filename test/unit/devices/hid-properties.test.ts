import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeReports } from '../../../electron/devices/fake-hid-port.ts'
import { STALE_MS } from '../../../electron/devices/hid-scanner.ts'
import { addReport, type PartBuffer } from '../../../shared/scan/hid-pos.ts'
import { addSerial, type SerialBuffer } from '../../../shared/scan/serial-line.ts'
import { createFakeRig } from '../../support/devices/fake-rig.ts'
import { KINDS, listen, SCANNER_KINDS } from '../../support/devices/rig.ts'

const code = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
const kind = fc.constantFrom(...SCANNER_KINDS)

describe('reports of HID scanners', () => {
  it('give back every code that was cut into them, whatever is in it', () => {
    fc.assert(
      fc.property(kind, fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), (of, codes) => {
        const { layout } = KINDS[of]
        let buffer: PartBuffer | undefined
        const heard = codes.flatMap((bytes) =>
          encodeReports(bytes, layout, ']d2').flatMap((report) => {
            const step = addReport(buffer, report, 0, layout)
            buffer = step.buffer
            return step.scan ? [[...step.scan.bytes]] : []
          }),
        )
        expect(heard).toEqual(codes.map((bytes) => [...bytes]))
      }),
    )
  })

  it('of several scanners are never mixed up, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(kind, fc.array(code, { minLength: 1, maxLength: 4 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.infiniteStream(fc.nat(99)),
        async (given, order) => {
          const rig = createFakeRig()
          const lanes = await Promise.all(
            given.map(async ([of, codes], i) => {
              const scanner = await rig.plug(of, `S${i + 1}`)
              const { layout } = KINDS[of]
              const its = codes.map((text, n) => `${i}/${n}/${text}`)
              const reports = its.flatMap((text) => encodeReports(text, layout, ']d1'))
              return { scanner, its, reports }
            }),
          )
          const heard = listen(rig)
          await rig.pass(STALE_MS + 10)
          const open = lanes.filter(({ reports }) => reports.length > 0)
          while (open.length > 0) {
            const at = Number(order.next().value) % open.length
            const { scanner, reports } = open[at]!
            scanner.send(reports.shift()!)
            if (reports.length === 0) open.splice(at, 1)
          }
          await rig.pass(1_000)
          for (const [i, { its }] of lanes.entries())
            expect(heard.texts().filter((text) => text.startsWith(`${i}/`))).toEqual(its)
          await heard.driver.stop()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('of a scanner that is pulled out anywhere leave no half code behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        kind,
        fc.array(code, { minLength: 1, maxLength: 5 }),
        fc.nat(20),
        async (of, given, cut) => {
          const rig = createFakeRig()
          const scanner = await rig.plug(of, 'S1')
          const codes = given.map((text, i) => `${i}/${text}`)
          const heard = listen(rig)
          await rig.pass(STALE_MS + 10)
          const reports = codes.flatMap((text) => encodeReports(text, KINDS[of].layout, ']d1'))
          for (const report of reports.slice(0, cut)) scanner.send(report)
          await scanner.unplug()
          await scanner.plug()
          await rig.pass(3_000)
          for (const report of reports.slice(cut)) scanner.send(report)
          await rig.pass(1_000)
          // A rest that is sent on after the plug was pulled may read as a code of its own; the first half never does.
          const before = heard.texts().filter((text) => codes.includes(text))
          expect(before).toEqual(codes.filter((text) => before.includes(text)))
          expect(heard.texts().length).toBeLessThanOrEqual(codes.length)
          await heard.driver.stop()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('that are no more than noise never throw and never make a code of more than they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 })), (reports) => {
        let buffer: PartBuffer | undefined
        for (const report of reports) {
          const step = addReport(buffer, report, 0)
          buffer = step.buffer
          expect(step.scan?.bytes.length ?? 0).toBeLessThanOrEqual(70 * reports.length)
        }
      }),
    )
  })
})

describe('a serial line', () => {
  it('gives the same codes however they are cut on their way', () => {
    const byte = fc.integer({ min: 0, max: 255 }).filter((one) => one !== 0x0d && one !== 0x0a)
    const text = fc.array(byte, { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.constantFrom('cr', 'lf', 'crlf'),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (codes, end, sizes) => {
          const terminator = { cr: [13], lf: [10], crlf: [13, 10] }[end]
          const line = codes.flatMap((bytes) => [...bytes, ...terminator])
          const heard: number[][] = []
          let buffer: SerialBuffer | undefined
          for (let at = 0; at < line.length; ) {
            const size = Number(sizes.next().value)
            const step = addSerial(buffer, Uint8Array.from(line.slice(at, at + size)), 0, end)
            buffer = step.buffer
            heard.push(...step.codes.map(({ bytes }) => [...bytes]))
            at += size
          }
          expect(heard).toEqual(codes)
          expect(buffer).toBeUndefined()
        },
      ),
    )
  })
})
