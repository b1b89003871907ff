import { BUILT_IN } from '#shared/label/built-in.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import type { WriteDb } from '../../../electron/store/open.ts'
import { sumOf } from '../../../electron/store/row-sum.ts'
import { testId } from '../sync/events.ts'

function put(db: WriteDb, table: string, ...cells: Cell[]): void {
  const marks = [...cells, null].map(() => '?').join(', ')
  db.prepare(`INSERT INTO ${table} VALUES (${marks})`).run(...cells, sumOf(table, ...cells))
}

const SAID = {
  accession: '',
  study: '',
  material: 'plasma',
  collected: '',
  donor: '',
  position: '',
}

/** Longer than a page, as the labels of a whole box are. */
const LABELS = JSON.stringify({
  template: BUILT_IN[0],
  labels: Array.from({ length: 100 }, (_, n) => ({
    of: { type: 'specimen', specimen: testId('7', n + 1) },
    content: { code: `FX${String(n).padStart(8, '0')}`, ...SAID },
  })),
})

/** What a bench keeps of its work: an open batch with a row for each command, a printer, and two jobs for it. */
export function keepWork(db: WriteDb, commands: readonly string[]): void {
  put(db, 'work', 'relabel', '{"setup":{"kind":"relabel","reason":"frost"}}')
  for (const [i, command] of commands.entries()) {
    const specimen = testId('7', i + 1)
    const what = ['relabelled', '{"from":"FX1"}', 1_700_000_000_000 + i, 'done'] as const
    put(db, 'work_row', 'relabel', i + 1, command, `FX0000000${i}`, specimen, ...what)
  }
  const printer = testId('8', 1)
  put(db, 'printer', printer, 'By the hood', '10.0.0.7', 9100, 300)
  for (const [i, state] of ['queued', 'confirmed'].entries()) {
    const of = [
      printer,
      BUILT_IN[0]!.name,
      LABELS,
      1,
      state,
      null,
      0,
      null,
      testId('9', 1),
    ] as const
    put(db, 'label_job', testId('8', i + 2), 1_700_000_000_000 + i, ...of)
  }
}
