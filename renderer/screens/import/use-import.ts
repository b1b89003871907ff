import {
  type ImportCheck,
  type ImportMapping,
  type ImportPreview,
  MOST_IMPORT_TEXT,
} from '#shared/contract/imports.ts'
import type { TubeType } from '#shared/domain/words.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { saveFile } from '../../app/save-file.ts'
import { createStore } from '../../app/store.ts'
import { playTone } from '../../tones/tones.ts'
import { type DecodedTable, decodeTable, type Encoding } from './decode.ts'
import { type ImportTrouble, troubleOf } from './trouble.ts'

/** The columns and the study as a person chooses them; the study may still be missing. */
export interface MappingDraft {
  readonly columns: ImportMapping['columns']
  readonly study: string | null
  readonly tubeType: TubeType
}

export interface OpenTable {
  readonly preview: ImportPreview
  readonly encoding: Encoding
}

export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'reading'; readonly name: string }
  | { readonly at: 'map'; readonly table: OpenTable }
  | { readonly at: 'checking'; readonly table: OpenTable }
  | { readonly at: 'checked'; readonly table: OpenTable; readonly check: ImportCheck }
  | {
      readonly at: 'running'
      readonly table: OpenTable
      readonly done: number
      readonly total: number
      readonly startedAt: number
    }
  | {
      readonly at: 'done'
      readonly import: string
      readonly imported: number
      readonly name: string
      /** Donors who were given a pseudonym; the list of them is given out once. */
      readonly donorsReplaced: number
      readonly donors: 'offered' | 'saved' | 'none'
    }

export interface ImportWork {
  readonly step: ImportStep
  readonly trouble: ImportTrouble | undefined
  /** The last run was stopped: nothing of it is in the record. */
  readonly isCancelled: boolean
  readonly mapping: MappingDraft
  choose(file: File): Promise<void>
  setMapping(mapping: MappingDraft): void
  check(): Promise<void>
  run(): Promise<void>
  cancel(): Promise<void>
  download(): Promise<void>
  downloadDonors(): Promise<void>
  startOver(): void
}

/** No text is longer than its bytes, so that what passes here passes at the bench as well. */
const MOST_BYTES = MOST_IMPORT_TEXT

const EMPTY: MappingDraft = { columns: {}, study: null, tubeType: 'cryotube' }

// Beside the screen and not in it: a person may look at something else while a long import runs.
const steps = createStore<ImportStep>({ at: 'choose' })
const troubles = createStore<ImportTrouble | undefined>(undefined)
const cancels = createStore(false)
const mappings = createStore<MappingDraft>(EMPTY)
const commands = createStore(newId())

/** A table on its way into the record: chosen, mapped, checked, then imported as a whole or not at all. */
export function useImport(): ImportWork {
  const step = steps.use()
  const trouble = troubles.use()
  const isCancelled = cancels.use()
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

  async function choose(file: File): Promise<void> {
    setTrouble(undefined)
    setCancelled(false)
    if (file.size > MOST_BYTES) return fail('TooLarge', { at: 'choose' })
    setStep({ at: 'reading', name: file.name })
    const bytes = await file.arrayBuffer().catch(() => undefined)
    // A stick that was pulled out, or a file that another program has changed since.
    if (bytes === undefined) return fail('Unreadable', { at: 'choose' })
    const decoded = decodeTable(new Uint8Array(bytes))
    if (!decoded.ok) return fail(decoded.error, { at: 'choose' })
    const { value } = decoded
    await guarded({ at: 'choose' }, () => open(file.name, value))
  }

  async function open(name: string, { text, encoding }: DecodedTable): Promise<void> {
    const opened = await client.imports.open({ name: name.slice(0, 300), text })
    if (!opened.ok) return fail(opened.error.type, { at: 'choose' })
    commands.set(newId())
    mappings.set({ ...mappings.get(), columns: opened.value.guess })
    setStep({ at: 'map', table: { preview: opened.value, encoding } })
  }

  async function check(): Promise<void> {
    const { study } = mapping
    if (!('table' in step) || study === null) return
    const { table } = step
    setTrouble(undefined)
    setStep({ at: 'checking', table })
    await guarded({ at: 'map', table }, async () => {
      const checked = await client.imports.check({
        import: table.preview.import,
        mapping: { ...mapping, study },
      })
      if (!checked.ok) return fail(checked.error.type, { at: 'choose' })
      playTone(checked.value.rejected === 0 ? 'success' : 'warning')
      setStep({ at: 'checked', table, check: checked.value })
    })
  }

  async function run(): Promise<void> {
    if (step.at !== 'checked') return
    setTrouble(undefined)
    setCancelled(false)
    await guarded(step, () => follow(step))
  }

  async function follow(before: Extract<ImportStep, { at: 'checked' }>): Promise<void> {
    const { table, check: checked } = before
    const startedAt = Date.now()
    setStep({ at: 'running', table, done: 0, total: checked.rows, startedAt })
    const stream = await client.imports.run({ import: table.preview.import, id: commands.get() })
    let hasEnded = false
    for await (const news of stream) {
      hasEnded = news.type !== 'progress'
      if (news.type === 'progress')
        setStep({ at: 'running', table, done: news.done, total: news.total, startedAt })
      if (news.type === 'cancelled') {
        setCancelled(true)
        setStep(before)
      }
      if (news.type === 'refused') {
        playTone('error')
        setStep({ at: 'checked', table, check: news.check })
      }
      if (news.type === 'done') {
        playTone('success')
        setStep(doneStep(table, news))
      }
    }
    if (!hasEnded) fail('Broken', before)
  }

  return {
    step,
    trouble,
    isCancelled,
    mapping,
    choose,
    setMapping(next) {
      if (step.at === 'checking' || step.at === 'running') return
      mappings.set(next)
      if ('table' in step) setStep({ at: 'map', table: step.table })
    },
    check,
    run,
    async cancel() {
      if (step.at === 'running') await client.imports.cancel({ import: step.table.preview.import })
    },
    async download() {
      if (!('table' in step)) return
      const { preview } = step.table
      await guarded(step, async () => {
        const list = await client.imports.errors({ import: preview.import })
        if (list.ok) saveTable(`${preview.name}.findings.csv`, list.value)
        else fail(list.error.type, { at: 'choose' })
      })
    },
    async downloadDonors() {
      if (step.at !== 'done' || step.donors !== 'offered') return
      setTrouble(undefined)
      await guarded(step, async () => {
        const list = await client.imports.donors({ import: step.import })
        if (!list.ok) return fail('NoDonors', { ...step, donors: 'none' })
        saveTable(`${step.name}.donors.csv`, list.value)
        setStep({ ...step, donors: 'saved' })
      })
    },
    startOver() {
      setTrouble(undefined)
      setCancelled(false)
      setStep({ at: 'choose' })
    },
  }
}

const doneStep = (
  { preview }: OpenTable,
  { imported, donorsReplaced }: { imported: number; donorsReplaced: number },
): ImportStep => ({
  at: 'done',
  import: preview.import,
  imported,
  name: preview.name,
  donorsReplaced,
  donors: donorsReplaced > 0 ? 'offered' : 'none',
})

/** The byte order mark makes spreadsheets read it as UTF-8. */
const saveTable = (name: string, text: string): void =>
  saveFile(name, `\uFEFF${text}`, 'text/csv;charset=utf-8')
