import { afterEach, describe, expect, it } from 'vitest'
import type { PrinterStatus } from '#shared/label/printer.ts'
import {
  askPrinter,
  PRINTER_TIMES,
  type PrintRequest,
  printLabels,
} from '../../../electron/devices/label-printer.ts'
import {
  type FakePrinter,
  type PrinterMood,
  startFakePrinter,
} from '../../support/labels/fake-printer.ts'

const LABELS = ['^XA^FDA^FS^XZ', '^XA^FDB^FS^XZ', '^XA^FDC^FS^XZ']
const times = { ...PRINTER_TIMES, answer: 400, look: 20, write: 400 }

let printer: FakePrinter
afterEach(() => printer.close())

const start = async (mood: PrinterMood = {}) => {
  printer = await startFakePrinter(mood)
}

function print(given: Partial<PrintRequest> = {}) {
  const told: (PrinterStatus | 'first')[] = []
  const done = printLabels({
    host: '127.0.0.1',
    port: printer.port,
    labels: LABELS,
    blind: false,
    times,
    signal: new AbortController().signal,
    onFirst: async () => {
      told.push('first')
      return true
    },
    onStatus: (status) => told.push(status),
    ...given,
  })
  return { done, told }
}

describe('a printer that prints', () => {
  it('gets every label once, in order, and confirms', async () => {
    await start()
    const { done, told } = print()
    expect(await done).toEqual({ type: 'confirmed' })
    expect(printer.printed).toEqual(LABELS)
    expect(told[0]).toBe('first')
  })

  it('is sent 300 labels in one go', async () => {
    await start()
    const labels = Array.from({ length: 300 }, (_, n) => `^XA^FD${n}${'x'.repeat(400)}^FS^XZ`)
    expect(await print({ labels }).done).toEqual({ type: 'confirmed' })
    expect(printer.printed).toEqual(labels)
  })

  it('LAB-7 is waited for while its paper is out, and confirms what it then prints', async () => {
    await start({ paperFor: 1 })
    const { done, told } = print()
    await expect.poll(() => told).toContainEqual({ trouble: 'paper-out', left: 2 })
    printer.set({})
    expect(await done).toEqual({ type: 'confirmed' })
    expect(printer.printed).toEqual(LABELS)
  })
})

describe('LAB-9 a printer that cannot print now is sent nothing', () => {
  it.each([
    ['without paper', { paperOut: true }, 'paper-out'],
    ['with an open head', { headOpen: true, paused: true }, 'head-open'],
    ['that is paused', { paused: true }, 'paused'],
    ['whose buffer is full', { bufferFull: true }, 'buffer-full'],
    ['that does not answer', { mute: true }, 'silent'],
    ['that takes nothing', { hangs: true }, 'silent'],
    ['that closes its side', { halfCloses: true }, 'unreachable'],
  ] as const)('%s', async (_, mood, trouble) => {
    await start(mood)
    const { done, told } = print()
    expect(await done).toEqual({ type: 'waits', trouble })
    expect(told).toEqual([])
    printer.set({})
    expect(printer.printed).toEqual([])
  })

  it('that is switched off', async () => {
    await start()
    await printer.off()
    expect(await print().done).toEqual({ type: 'waits', trouble: 'refused' })
  })

  it('without an address that exists', async () => {
    await start()
    const host = 'no-such-printer.invalid'
    expect(await print({ host }).done).toEqual({ type: 'waits', trouble: 'unreachable' })
  })
})

describe('LAB-9 a device that only looks like a printer is sent nothing', () => {
  it.each([
    ['that closes every line at once', { closes: true }, 'unreachable'],
    [
      'that answers with rubbish',
      { says: '\u0002,,,,,,,,,,,\u0003\u0002,,,,,,,,\u0003' },
      'silent',
    ],
    ['that answers with a web page', { says: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, 'silent'],
    ['that answers with 50 MB', { says: '\u0002030,0'.repeat(8_000_000) }, 'silent'],
  ] as const)('%s', async (_, mood, trouble) => {
    await start(mood)
    const { done, told } = print()
    expect(await done).toEqual({ type: 'waits', trouble })
    expect(told).toEqual([])
    printer.set({})
    expect(printer.printed).toEqual([])
  })
})

describe('LAB-7 what was sent and not confirmed is unclear', () => {
  it('when the line breaks mid-way', async () => {
    await start({ diesAfter: 2 })
    const labels = Array.from({ length: 50 }, (_, n) => `^XA^FD${n}${'x'.repeat(2_000)}^FS^XZ`)
    expect(await print({ labels }).done).toEqual({ type: 'unclear' })
    expect(printer.connections()).toBe(1)
  })

  it('when it takes half of a label and nothing more', async () => {
    await start({ hangsAfter: 1_000 })
    const label = `^XA^FD${'x'.repeat(4_000_000)}^FS^XZ`
    expect(await print({ labels: [label] }).done).toEqual({ type: 'unclear' })
    expect(printer.printed).toEqual([])
  })

  it('when it answers with rubbish from then on, until nobody waits any more', async () => {
    await start()
    const end = new AbortController()
    const onFirst = async () => {
      printer.set({ says: '\u0002,,,,,,,,,,,\u0003\u0002,,,,,,,,\u0003', paperOut: true })
      return true
    }
    const { done, told } = print({ signal: end.signal, onFirst })
    await expect.poll(() => told).toContainEqual({ trouble: 'silent', left: LABELS.length })
    end.abort()
    expect(await done).toEqual({ type: 'unclear' })
  })

  it('when the printer is switched off before it has printed', async () => {
    await start({ paperFor: 1 })
    const { done, told } = print()
    await expect.poll(() => told).toContainEqual({ trouble: 'paper-out', left: 2 })
    await printer.off()
    expect(await done).toEqual({ type: 'unclear' })
  })

  it('when the program ends meanwhile', async () => {
    await start({ paperFor: 1 })
    const end = new AbortController()
    const { done, told } = print({ signal: end.signal })
    await expect.poll(() => told.length).toBeGreaterThan(1)
    end.abort()
    expect(await done).toEqual({ type: 'unclear' })
  })
})

it('a job that nobody wants any more is not begun', async () => {
  await start()
  expect(await print({ onFirst: async () => false }).done).toEqual({ type: 'dropped' })
  expect(printer.printed).toEqual([])
})

it('a printer that never answers is sent to when a person says so, and confirms nothing', async () => {
  await start({ mute: true })
  expect(await print({ blind: true }).done).toEqual({ type: 'sent' })
  await expect.poll(() => printer.printed).toEqual(LABELS)
})

it('a printer says how it is, and a fault says why it cannot be asked', async () => {
  await start({ headOpen: true })
  const address = { host: '127.0.0.1', port: printer.port }
  expect(await askPrinter(address, times)).toEqual({
    ok: true,
    value: { trouble: 'head-open', left: 0 },
  })
  printer.set({ mute: true })
  expect(await askPrinter(address, times)).toEqual({ ok: false, error: 'silent' })
  await printer.off()
  expect(await askPrinter(address, times)).toEqual({ ok: false, error: 'refused' })
})
