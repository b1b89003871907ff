import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LabelJobView, LabelQueueView, PrintRequest } from '#shared/contract/labels.ts'
import { SYSTEM_PRINTER } from '#shared/contract/labels.ts'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { containerData, NINE, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { type FakePrinter, startFakePrinter } from '../../support/labels/fake-printer.ts'
import { codesOfZpl } from '../../support/labels/render.ts'

let served: ServedBench
let screen: BenchClient
let printer: FakePrinter

const VIA = { source: 'typed', device: '' } as const
const BOX = v7()
const STUDY = v7()
const PRINTER = v7()
let badge = ''

beforeEach(async () => {
  served = await new ServedBench().start()
  printer = await startFakePrinter()
  screen = await served.client()
  const person = 'Jana Weber'
  const done = await screen.bench.setUp({
    ...{ mode: 'empty', site: 'Umeå', bench: 'Intake', person, pin: '4711' },
  })
  badge = done.ok ? done.value.badge! : ''
  await furnish()
})
afterEach(async () => {
  await served.remove()
  await printer.close()
})

async function furnish(): Promise<void> {
  await screen.session.signInBadge({ code: badge })
  const study = { study: STUDY, code: 'NORDLUNG', name: 'Nordic lung cohort' }
  await screen.act({ command: { type: 'createStudy', id: v7(), via: VIA, ...study } })
  const box = containerData(BOX, 'box', { code: 'BX-1', layout: NINE })
  await screen.act({
    command: { type: 'createContainers', id: v7(), via: VIA, containers: [box] },
  })
  await takeIn(T1, 'FX-1', 0)
  await takeIn(T2, 'FX~2', 1)
  await savePrinter()
}

const takeIn = (specimen: string, code: string, index: number) =>
  screen.act({
    command: {
      ...{ type: 'takeIn', id: v7(), via: VIA, ...specimenData(specimen, { study: STUDY, code }) },
      at: { container: BOX, index },
    },
  })

const savePrinter = () =>
  screen.labels.savePrinter({
    ...{ id: PRINTER, name: 'Bench printer', host: '127.0.0.1', port: printer.port, dpi: 203 },
  })

const request = (given: Partial<PrintRequest> = {}): PrintRequest => ({
  id: v7(),
  printer: PRINTER,
  template: 'cryotube',
  labels: [T1, T2].map((specimen) => ({
    of: { type: 'specimen', specimen },
    material: 'Plasma',
    collected: '2026-11-24',
  })),
  copies: 1,
  reason: null,
  ...given,
})

const one = (specimen: string, given: Partial<PrintRequest> = {}) =>
  request({
    labels: [{ of: { type: 'specimen', specimen }, material: 'Plasma', collected: '' }],
    ...given,
  })

/** The queue as it is shown now. */
async function queue(): Promise<LabelQueueView> {
  for await (const view of await screen.labels.queue()) return view
  throw new Error('the queue is not told')
}
const job = async (id: string): Promise<LabelJobView | undefined> =>
  (await queue()).jobs.find((known) => known.job === id)
const state = async (id: string) => (await job(id))?.state

/** What stands in the histories about printed labels, newest first. */
async function history(specimen: string) {
  const view = await screen.query.specimen({ specimen })
  return view!.custody
    .filter(({ type }) => type === 'specimen.label_printed')
    .map(({ reason }) => reason)
}

describe('labels that are printed', () => {
  test('come out once, say the codes, and stand in the histories of their specimens', async () => {
    const asked = request()
    expect(await screen.labels.print(asked)).toEqual({ type: 'queued' })
    await expect.poll(() => state(asked.id)).toBe('confirmed')
    expect(printer.printed).toHaveLength(2)
    const codes = await Promise.all(printer.printed.map((zpl) => codesOfZpl(zpl, BUILT_IN[0]!)))
    expect(codes).toEqual([
      ['FX-1', 'FX-1'],
      ['FX~2', 'FX~2'],
    ])
    expect(await history(T1)).toEqual([null])
    expect(await history(T2)).toEqual([null])
  })

  test('LAB-7 asked for twice under one id are printed once', async () => {
    const asked = request()
    await screen.labels.print(asked)
    expect(await screen.labels.print(asked)).toEqual({ type: 'queued' })
    await expect.poll(() => state(asked.id)).toBe('confirmed')
    expect(await screen.labels.print(asked)).toEqual({ type: 'queued' })
    expect(printer.printed).toHaveLength(2)
  })

  test('LAB-8 need a reason when they are printed again, and it stands in the history', async () => {
    const first = one(T1)
    await screen.labels.print(first)
    await expect.poll(() => state(first.id)).toBe('confirmed')
    expect(await screen.labels.print(one(T1))).toEqual({
      type: 'refused',
      refusal: { type: 'ReasonNeeded', code: 'FX-1' },
    })
    const again = one(T1, { reason: 'Torn off in the tank' })
    await screen.labels.print(again)
    await expect.poll(() => state(again.id)).toBe('confirmed')
    expect(await history(T1)).toEqual(['Torn off in the tank', null])
    expect(printer.printed).toHaveLength(2)
  })

  test('LAB-8 need a reason while the first one is still on its way', async () => {
    await printer.off()
    await screen.labels.print(one(T1))
    expect(await screen.labels.print(one(T1))).toMatchObject({ type: 'refused' })
  })

  test('LAB-7 LAB-8 LAB-11 asked for in two windows at once are printed once, and no code is given to both', async () => {
    const windows = [screen, await served.client()]
    const asked = windows.map(() => request())
    const answers = await Promise.all(windows.map((one, n) => one.labels.print(asked[n]!)))
    expect(answers.map(({ type }) => type).toSorted()).toEqual(['queued', 'refused'])
    const done = asked[answers.findIndex(({ type }) => type === 'queued')]!
    await expect.poll(() => state(done.id)).toBe('confirmed')
    expect(printer.printed).toHaveLength(2)

    const identifiers = { study: STUDY, forms: ['NL#######'], check: 'none' as const }
    await screen.act({
      command: { type: 'setIdentifiers', id: v7(), via: VIA, ...identifiers },
    })
    const form = 'NL#######'
    const given = await Promise.all(
      windows.map((one) => one.codes.next({ study: STUDY, form, n: 50 })),
    )
    const codes = given.flatMap((one) => (one.ok ? one.value : []))
    expect(codes).toHaveLength(100)
    expect(new Set(codes).size).toBe(100)
  })

  test('LAB-1 are not printed at all when one of them cannot be', async () => {
    const third = v7()
    await takeIn(third, 'FX-Ü', 2)
    const labels = [T1, third].map((specimen) => ({
      of: { type: 'specimen' as const, specimen },
      material: '',
      collected: '',
    }))
    expect(await screen.labels.print(request({ labels }))).toMatchObject({
      type: 'fault',
      fault: { type: 'CodeUnfit', sign: 'U+00DC' },
    })
    expect((await queue()).jobs).toEqual([])
  })

  test('are of boxes and positions as well, and read back as what they are', async () => {
    const of = [
      { type: 'container' as const, container: BOX },
      { type: 'position' as const, at: { container: BOX, index: 2 } },
    ]
    const labels = of.map((one) => ({ of: one, material: '', collected: '' }))
    const asked = request({ template: 'box', labels })
    await screen.labels.print(asked)
    await expect.poll(() => state(asked.id)).toBe('confirmed')
    const [box, place] = await Promise.all(
      printer.printed.map((zpl) => codesOfZpl(zpl, BUILT_IN[2]!)),
    )
    expect(box).toEqual(['BX-1'])
    expect(await screen.scan.resolve({ text: place![0]!, box: null })).toMatchObject({
      kind: 'position',
      place: { at: { container: BOX, index: 2 } },
    })
  })
})

describe('LAB-9 a printer that is off', () => {
  test('keeps the labels waiting, and prints them once when it is on again', async () => {
    await printer.off()
    const asked = request()
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ state: 'queued', trouble: 'refused' })
    expect((await queue()).waiting).toBe(2)
    expect((await job(asked.id))!.nextAt).toBeGreaterThan(0)
    await printer.on()
    await served.timers.pass(61_000)
    await expect.poll(() => state(asked.id)).toBe('confirmed')
    expect(printer.printed).toHaveLength(2)
  })

  test('is tried at once when a person says so', async () => {
    await printer.off()
    const asked = one(T1)
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ trouble: 'refused' })
    await printer.on()
    await screen.labels.retry({ job: asked.id, blind: false })
    await expect.poll(() => state(asked.id)).toBe('confirmed')
  })

  test('prints nothing of what was cancelled meanwhile', async () => {
    await printer.off()
    const asked = one(T1)
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ trouble: 'refused' })
    await screen.labels.cancel({ job: asked.id })
    await printer.on()
    await served.timers.pass(61_000)
    expect(await state(asked.id)).toBe('cancelled')
    expect(printer.printed).toEqual([])
    expect(await history(T1)).toEqual([])
    expect(await screen.labels.print(one(T1))).toEqual({ type: 'queued' })
  })

  test('has its labels after the program ended and started again', async () => {
    await printer.off()
    const asked = one(T1)
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ trouble: 'refused' })
    await printer.on()
    await served.restart()
    screen = await served.client()
    await screen.session.signInBadge({ code: badge })
    await expect.poll(() => state(asked.id)).toBe('confirmed')
    expect(printer.printed).toHaveLength(1)
  })
})

describe('LAB-7 a job of which nobody knows what came out', () => {
  async function unclear(): Promise<PrintRequest> {
    printer.set({ paperFor: printer.printed.length + 1 })
    const asked = request()
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ state: 'sending', trouble: 'paper-out' })
    await printer.off()
    await expect.poll(() => state(asked.id)).toBe('unclear')
    await printer.on()
    printer.set({})
    return asked
  }

  test('is not printed again by itself', async () => {
    const asked = await unclear()
    await served.timers.pass(121_000)
    expect(await state(asked.id)).toBe('unclear')
    expect(printer.printed).toHaveLength(1)
    expect(await history(T1)).toEqual([])
    expect((await queue()).unclear).toBe(1)
  })

  test('prints the rest when a person says how many came, and records each once', async () => {
    const asked = await unclear()
    expect(await screen.labels.answer({ job: asked.id, came: 1, again: true })).toMatchObject({
      ok: true,
    })
    await expect.poll(() => printer.printed.length).toBe(2)
    await expect.poll(() => history(T2)).toEqual([null])
    expect(await history(T1)).toEqual([null])
    expect(await codesOfZpl(printer.printed[1]!, BUILT_IN[0]!)).toEqual(['FX~2', 'FX~2'])
  })

  test('is over when a person says that all or none came', async () => {
    const asked = await unclear()
    await screen.labels.answer({ job: asked.id, came: 0, again: false })
    expect(await state(asked.id)).toBe('cancelled')
    expect(await history(T1)).toEqual([])
    const second = await unclear()
    await screen.labels.answer({ job: second.id, came: 2, again: false })
    expect(await state(second.id)).toBe('confirmed')
    expect(await history(T2)).toEqual([null])
  })

  test('is what was on its way when the program ended', async () => {
    printer.set({ paperFor: printer.printed.length + 1 })
    const asked = request()
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ state: 'sending', trouble: 'paper-out' })
    await served.restart()
    screen = await served.client()
    await screen.session.signInBadge({ code: badge })
    expect(await state(asked.id)).toBe('unclear')
  })

  test('is one that nobody waits for any longer', async () => {
    printer.set({ paperFor: printer.printed.length + 1 })
    const asked = request()
    await screen.labels.print(asked)
    await expect.poll(() => job(asked.id)).toMatchObject({ state: 'sending', trouble: 'paper-out' })
    await screen.labels.cancel({ job: asked.id })
    await expect.poll(() => state(asked.id)).toBe('unclear')
  })

  test('is what the system prints, from the beginning', async () => {
    const asked = one(T1, { printer: SYSTEM_PRINTER })
    expect(await screen.labels.print(asked)).toEqual({ type: 'queued' })
    expect(await state(asked.id)).toBe('unclear')
    await screen.labels.answer({ job: asked.id, came: 1, again: false })
    expect(await history(T1)).toEqual([null])
  })
})

test('a printer that does not answer is printed on when a person says so', async () => {
  printer.set({ mute: true })
  const asked = one(T1)
  await screen.labels.print(asked)
  await expect.poll(() => job(asked.id)).toMatchObject({ state: 'queued', trouble: 'silent' })
  await screen.labels.retry({ job: asked.id, blind: true })
  await expect.poll(() => state(asked.id)).toBe('sent')
  expect(printer.printed).toHaveLength(1)
  expect(await history(T1)).toEqual([null])
})

test('a printer is tested before it is saved, with a test label', async () => {
  const setting = { id: v7(), name: 'P', host: '127.0.0.1', port: printer.port, dpi: 300 as const }
  expect(await screen.labels.testPrinter({ printer: setting, template: 'cryotube' })).toMatchObject(
    { type: 'ready', said: expect.stringContaining('\u0003') },
  )
  expect(await codesOfZpl(printer.printed[0]!, BUILT_IN[0]!, 300)).toEqual(['FK-TEST', 'FK-TEST'])
  printer.set({ headOpen: true })
  expect(await screen.labels.testPrinter({ printer: setting, template: null })).toEqual({
    type: 'trouble',
    trouble: 'head-open',
    said: expect.stringContaining('\u0002'),
  })
})

test('a template of the bench is kept, and a built-in one stays as it is', async () => {
  const own = { ...BUILT_IN[0]!, id: 'straw', name: 'Straw' }
  expect(await screen.labels.saveTemplate(own)).toBeNull()
  expect(await screen.labels.saveTemplate({ ...own, id: 'cryotube' })).toEqual({ type: 'BuiltIn' })
  const elements = [{ ...own.elements[0]!, x: 36 }]
  expect(await screen.labels.saveTemplate({ ...own, elements })).toEqual({
    type: 'Outside',
    elements: [0],
  })
  expect((await screen.labels.templates()).at(-1)).toEqual({ template: own, builtIn: false })
  expect(await screen.keeping.verify()).toMatchObject({ ok: true, value: { findings: [] } })
  expect(await screen.labels.removeTemplate({ template: 'straw' })).toBeNull()
  expect(await screen.labels.templates()).toHaveLength(BUILT_IN.length)
})
