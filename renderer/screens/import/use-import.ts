import {
  type FirstRow,
  type ImportCheck,
  type ImportDoneState,
  type ImportMapping,
  type ImportPreview,
  type ImportRepair,
  MOST_IMPORT_TEXT,
} from '#shared/contract/imports.ts'
import type { TubeType } from '#shared/domain/words.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { saveFile } from '../../app/save-file.ts'
import { createStore } from '../../app/store.ts'
import { playTone } from '../../tones/tones.ts'
import { decodeTable } from './decode.ts'
import { type ImportTrouble, troubleOf } from './trouble.ts'

/** The columns and the study as a person chooses them; the study may still be missing. */
export interface MappingDraft extends Pick<ImportMapping, 'columns' | 'dateForm'> {
  readonly study: string | null
  readonly tubeType: TubeType
}

/** Something that lasts: how far it is, and since when. */
export interface Lasting {
  readonly done: number
  readonly total: number
  readonly startedAt: number
}

export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'reading'; readonly name: string }
  | { readonly at: 'map'; readonly preview: ImportPreview }
  | ({ readonly at: 'checking'; readonly preview: ImportPreview } & Lasting)
  | { readonly at: 'checked'; readonly preview: ImportPreview; readonly check: ImportCheck }
  | ({ readonly at: 'running'; readonly preview: ImportPreview } & Lasting)
  | ({ readonly at: 'done'; readonly import: string; readonly name: string } & ImportDoneState)

export interface ImportWork {
  readonly step: ImportStep
  readonly trouble: ImportTrouble | undefined
  /** What was stopped last, if anything: nothing of it is in the record. */
  readonly cancelled: 'check' | 'run' | undefined
  readonly mapping: MappingDraft
  /** Goes on with the table that is open at the bench, if there is one. */
  resume(): Promise<void>
  choose(file: File): Promise<void>
  setFirstRow(firstRow: FirstRow): Promise<void>
  setMapping(mapping: MappingDraft): void
  check(): Promise<void>
  /** The check as it stands after a change; undefined where the change was not taken. */
  repair(repair: ImportRepair): Promise<ImportCheck | undefined>
  run(): Promise<void>
  cancel(): Promise<void>
  download(): Promise<void>
  downloadRepairs(): Promise<void>
  downloadDonors(): Promise<void>
  startOver(): Promise<void>
}

/** No text is longer than its bytes, so that what passes here passes at the bench as well. */
const MOST_BYTES = MOST_IMPORT_TEXT

const EMPTY: MappingDraft = { columns: {}, study: null, tubeType: 'cryotube' }

// Beside the screen and not in it: a person may look at something else while a long import runs.
const steps = createStore<ImportStep>({ at: 'choose' })
const troubles = createStore<ImportTrouble | undefined>(undefined)
const cancels = createStore<ImportWork['cancelled']>(undefined)
const mappings = createStore<MappingDraft>(EMPTY)
const commands = createStore(newId())

/** A table on its way into the record: chosen, mapped, checked, repaired, then imported as a whole or not at all. */
export function useImport(): ImportWork {
  const step = steps.use()
  const trouble = troubles.use()
  const cancelled = cancels.use()
  const mapping = mappings.use()
  const { set: setStep } = steps
  const { set: setTrouble } = troubles
  const { set: setCancelled } = cancels

  function fail(fault: ImportTrouble, back: ImportStep): void {
    playTone('error')
    setTrouble(fault)
    setStep(back)
  }

  /** Nothing may leave the step at something that goes on: what failed is said, and the step before is back. */
  async function guarded(back: ImportStep, act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      console.error(error)
      fail(troubleOf(error), back)
    }
  }

  function begin(): void {
    setTrouble(undefined)
    setCancelled(undefined)
  }

  async function resume(): Promise<void> {
    if (steps.get().at !== 'choose') return
    const open = await client.imports.current().catch(() => null)
    if (!open || steps.get().at !== 'choose') return
    const { preview, check, done } = open
    mappings.set(open.mapping ?? { ...mappings.get(), ...fresh(preview) })
    if (done) setStep({ at: 'done', import: preview.import, name: preview.name, ...done })
    else setStep(check ? { at: 'checked', preview, check } : { at: 'map', preview })
  }

  async function choose(file: File): Promise<void> {
    // One that is dropped while another is read would take its place unseen.
    if (steps.get().at !== 'choose') return
    begin()
    if (file.size > MOST_BYTES) return fail('TooLarge', { at: 'choose' })
    setStep({ at: 'reading', name: file.name })
    const bytes = await file.arrayBuffer().catch(() => undefined)
    // A stick that was pulled out, or a file that another program has changed since.
    if (bytes === undefined) return fail('Unreadable', { at: 'choose' })
    const decoded = decodeTable(new Uint8Array(bytes))
    if (!decoded.ok) return fail(decoded.error, { at: 'choose' })
    const { text, encoding } = decoded.value
    await guarded({ at: 'choose' }, async () => {
      const isOldEncoding = encoding === 'windows-1252'
      const name = file.name.slice(0, 300)
      const opened = await client.imports.open({ name, text, isOldEncoding })
      if (!opened.ok) return fail(opened.error.type, { at: 'choose' })
      take(opened.value)
    })
  }

  function take(preview: ImportPreview): void {
    commands.set(newId())
    mappings.set({ ...mappings.get(), ...fresh(preview) })
    setStep({ at: 'map', preview })
  }

  async function setFirstRow(firstRow: FirstRow): Promise<void> {
    if (!('preview' in step) || isBusy(step)) return
    begin()
    await guarded(step, async () => {
      const read = await client.imports.firstRow({ import: step.preview.import, firstRow })
      if (read.ok) take(read.value)
      else fail(read.error.type, read.error.type === 'Gone' ? { at: 'choose' } : step)
    })
  }

  async function check(): Promise<void> {
    const { study } = mapping
    if (!('preview' in step) || study === null) return
    begin()
    const { preview } = step
    const before: ImportStep = { at: 'map', preview }
    const startedAt = Date.now()
    setStep({ at: 'checking', preview, done: 0, total: preview.rows, startedAt })
    await guarded(before, async () => {
      const asked = { import: preview.import, mapping: { ...mapping, study } }
      let hasEnded = false
      for await (const news of await client.imports.check(asked)) {
        hasEnded = news.type !== 'progress'
        if (news.type === 'progress')
          setStep({ at: 'checking', preview, done: news.done, total: news.total, startedAt })
        if (news.type === 'cancelled') {
          setCancelled('check')
          setStep(before)
        }
        if (news.type === 'fault') {
          const { type } = news.fault
          fail(type, type === 'Gone' ? { at: 'choose' } : before)
        }
        if (news.type === 'checked') {
          playTone(news.check.rejected === 0 ? 'success' : 'warning')
          setStep({ at: 'checked', preview, check: news.check })
        }
      }
      if (!hasEnded) fail('Broken', before)
    })
  }

  async function repair(change: ImportRepair): Promise<ImportCheck | undefined> {
    const now = steps.get()
    if (now.at !== 'checked') return undefined
    const { preview } = now
    let checked: ImportCheck | undefined
    await guarded(now, async () => {
      const answer = await client.imports.repair({ import: preview.import, repair: change })
      if (!answer.ok) return fail(answer.error.type, { at: 'choose' })
      checked = answer.value
      if (checked.rejected === 0 && now.check.rejected > 0) playTone('success')
      setTrouble(undefined)
      setStep({ at: 'checked', preview, check: checked })
    })
    return checked
  }

  async function run(): Promise<void> {
    if (step.at !== 'checked') return
    begin()
    await guarded(step, () => follow(step))
  }

  async function follow(before: Extract<ImportStep, { at: 'checked' }>): Promise<void> {
    const { preview, check: checked } = before
    const startedAt = Date.now()
    setStep({ at: 'running', preview, done: 0, total: checked.rows, startedAt })
    const stream = await client.imports.run({ import: preview.import, id: commands.get() })
    let hasEnded = false
    for await (const news of stream) {
      hasEnded = news.type !== 'progress'
      if (news.type === 'progress')
        setStep({ at: 'running', preview, done: news.done, total: news.total, startedAt })
      if (news.type === 'cancelled') {
        setCancelled('run')
        setStep(before)
      }
      if (news.type === 'refused') {
        playTone('error')
        setStep({ at: 'checked', preview, check: news.check })
      }
      if (news.type === 'done') {
        playTone('success')
        const { imported, donorsReplaced } = news
        const { import: id, name } = preview
        setStep({ at: 'done', import: id, name, imported, donorsReplaced, isListSaved: false })
      }
    }
    if (!hasEnded) fail('Broken', before)
  }

  /** Saves a list of the table, as the bench has it now. */
  async function save(which: 'errors' | 'repairs', ending: string): Promise<void> {
    if (!('preview' in step)) return
    const { preview } = step
    await guarded(step, async () => {
      const list = await client.imports[which]({ import: preview.import })
      if (list.ok) saveTable(`${preview.name}.${ending}.csv`, list.value)
      else fail(list.error.type, { at: 'choose' })
    })
  }

  return {
    step,
    trouble,
    cancelled,
    mapping,
    resume,
    choose,
    setFirstRow,
    setMapping(next) {
      if (isBusy(step)) return
      mappings.set(next)
      if ('preview' in step) setStep({ at: 'map', preview: step.preview })
    },
    check,
    repair,
    run,
    async cancel() {
      if (isBusy(step)) await client.imports.cancel({ import: step.preview.import })
    },
    download: () => save('errors', 'findings'),
    downloadRepairs: () => save('repairs', 'changes'),
    async downloadDonors() {
      if (step.at !== 'done') return
      setTrouble(undefined)
      await guarded(step, async () => {
        const list = await client.imports.donors({ import: step.import })
        if (!list.ok) return fail('NoDonors', { ...step, isListSaved: true })
        saveTable(`${step.name}.donors.csv`, list.value)
        setStep({ ...step, isListSaved: true })
      })
    },
    async startOver() {
      begin()
      const id = step.at === 'done' ? step.import : 'preview' in step ? step.preview.import : null
      setStep({ at: 'choose' })
      if (id !== null) await client.imports.close({ import: id }).catch(() => null)
    },
  }
}

/** What a table that is newly read begins with: no day is read as the days of the table before. */
const fresh = ({ guess }: ImportPreview) => ({ columns: guess, dateForm: undefined })

const isBusy = (step: ImportStep): step is Extract<ImportStep, { at: 'checking' | 'running' }> =>
  step.at === 'checking' || step.at === 'running'

/** The byte order mark makes spreadsheets read it as UTF-8. */
const saveTable = (name: string, text: string): void =>
  saveFile(name, `\uFEFF${text}`, 'text/csv;charset=utf-8')
