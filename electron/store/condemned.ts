import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '#shared/ledger/findings.ts'
import { isAbsent, writeWhole } from '../files.ts'

/**
 * A start looks only at the end of a ledger. What a full verification has found is written down beside it,
 * so that no later start takes it for sound; it is put aside with the ledger that it is about.
 */
export const condemnedFile = (ledger: string): string => join(dirname(ledger), 'damage.json')

const isFinding = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value

const condemnation = z.object({
  v: z.literal(1),
  at: z.int(),
  findings: z.array(z.custom<Finding>(isFinding)),
})

/** So many findings are written down: after them it is clear that the ledger is bad. */
const MOST = 100

export function condemn(ledger: string, findings: readonly Finding[], now: number): void {
  const said = { v: 1, at: now, findings: findings.slice(0, MOST) }
  writeWhole(condemnedFile(ledger), JSON.stringify(said, null, 2))
}

/** What was found of a ledger at an earlier time; nothing of one that nobody has found damaged. */
export function condemnedBy(ledger: string): readonly Finding[] {
  try {
    return condemnation.parse(JSON.parse(readFileSync(condemnedFile(ledger), 'utf8'))).findings
  } catch (error) {
    if (isAbsent(error)) return []
    return [{ type: 'file', fault: 'unreadable', what: 'what was found at an earlier time' }]
  }
}
