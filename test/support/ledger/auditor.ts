import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ExportLine } from '#shared/ledger/export.ts'
import { writeLine } from '#shared/ledger/export.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import { exportBytes } from '#shared/ledger/seal.ts'
import { KEY } from './proven-ledger.ts'

const AUDITOR = resolve(import.meta.dirname, '../../../docs/auditor/verify-export.mjs')

export interface Audited {
  readonly code: number
  readonly sound: boolean
  readonly faults: readonly string[]
  readonly lines: readonly string[]
}

/** What the verifier for auditors says of an export. */
export function audit(file: string): Audited {
  const { status, stdout } = spawnSync(process.execPath, [AUDITOR, file], { encoding: 'utf8' })
  const lines = stdout.trimEnd().split('\n')
  const last = lines.at(-1)
  const { sound, faults } = last ? JSON.parse(last) : { sound: false, faults: [] }
  return { code: status ?? -1, sound, faults, lines }
}

/** Our findings in the words of the verifier for auditors. */
export const inItsWords = (findings: readonly Finding[]): string[] => findings.map(word).toSorted()

function word(one: Finding): string {
  if (one.type === 'event') return `event ${one.fault} ${one.chain} ${one.seq}`
  if (one.type === 'lost') return `lost ${one.fault} ${one.pos}`
  if (one.type === 'row') return `${one.table} ${one.key}`
  if (one.type === 'order') return `order ${one.fault} ${one.pos}`
  if (one.type === 'seal') return `seal ${one.fault} ${one.chain} ${one.seq}`
  if (one.type === 'anchor') return `anchor ${ANCHOR[one.fault.type]}`
  if (one.type !== 'export') return one.type
  if (one.fault === 'line') return `line ${one.line}`
  return one.fault === 'count' ? `count ${one.what.match(/kind (\w+)/)?.[1]}` : one.fault
}

const ANCHOR = {
  OwnEventsMissing: 'own',
  OtherEvent: 'own',
  EventsMissing: 'events',
  OrderMissing: 'order',
  OtherOrder: 'order',
} as const

/** Writes an export whose last line is right for whatever the lines before it say: signed by the bench. */
export function forge(file: string, lines: readonly string[]): void {
  const before = `${lines.slice(0, -1).join('\n')}\n`
  const sha256 = createHash('sha256').update(before).digest()
  const end = { t: 'end', key: KEY.public, sha256: sha256.toString('hex') } as const
  const line: ExportLine = { ...end, sig: KEY.sign(exportBytes(sha256)) }
  writeFileSync(file, `${before}${writeLine(line)}\n`)
}
