// Every single-bit flip of an export of about 64 KiB, each verified by the program from the first line to
// the last; every so many of them also as a file, by the program's tool and by the verifier for auditors,
// which shares no code with it:
//   node test/support/durability/flips/every.ts [--every N] [--bytes N]
// The last line is one JSON object.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { VerifySignature } from '#shared/ledger/seal.ts'
import { createExportVerifier } from '#shared/ledger/verify-export.ts'
import { verifySignature } from '../../../../electron/ed25519.ts'
import { sha256, sha256Text } from '../../../../electron/sha256.ts'
import { verifyFile } from '../../../../electron/store/verify/file.ts'
import { provenLedger } from '../../ledger/proven-ledger.ts'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1000' },
    bytes: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
  },
})
const every = Number(values.every)
const AUDITOR = resolve(import.meta.dirname, '../../../../docs/auditor/verify-export.mjs')
const PROGRESS = 20_000
const LINE_FEED = 10

/** Most flips leave most signatures as they are: the same question has the same answer. */
const answers = new Map<string, boolean>()
const remembered: VerifySignature = (key, message, sig) => {
  const question = [key, message, sig].map((one) => Buffer.from(one).toString('latin1')).join()
  const known = answers.get(question) ?? verifySignature(key, message, sig)
  if (answers.size < 1_000) answers.set(question, known)
  return known
}
const verify = { sha256, sha256Text, verifySignature: remembered }
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const proven = provenLedger()
const bytes = readFileSync(proven.exported)
const of = Math.min(bytes.length, Number(values.bytes))
const tally = { bytes: of, flips: 0, named: 0, asFiles: 0, toolNamed: 0, auditorNamed: 0 }
const missed: string[] = []
try {
  if (!isSound() || !isSoundFile() || !isSoundToAuditors()) throw new Error('not sound before')
  for (let byte = 0; byte < of; byte++)
    for (let bit = 0; bit < 8; bit++) {
      bytes[byte]! ^= 1 << bit
      look(`${byte}.${bit}`)
      bytes[byte]! ^= 1 << bit
    }
} finally {
  proven.remove()
}
const pass =
  tally.named === tally.flips &&
  tally.toolNamed === tally.asFiles &&
  tally.auditorNamed === tally.asFiles
console.log(JSON.stringify({ name: 'every flip', pass, ...tally, missed: missed.slice(0, 20) }))
process.exitCode = pass ? 0 : 1

function look(place: string): void {
  tally.flips++
  if (isSound()) missed.push(place)
  else tally.named++
  if (tally.flips % every === 0) lookAtFile()
  if (tally.flips % PROGRESS === 0)
    console.log(`${tally.flips} of ${8 * of}, ${missed.length} missed`)
}

function lookAtFile(): void {
  writeFileSync(proven.exported, bytes)
  tally.asFiles++
  if (!isSoundFile()) tally.toolNamed++
  if (!isSoundToAuditors()) tally.auditorNamed++
}

function isSound(): boolean {
  const verifier = createExportVerifier(verify)
  let from = 0
  let last = 0
  while (from < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, from)
    const to = end < 0 ? bytes.length : end
    verifier.line(textOf(bytes.subarray(from, to)))
    last = from
    from = to + 1
  }
  const isEnded = bytes.at(-1) === LINE_FEED
  return verifier.end(sha256(bytes.subarray(0, last)), isEnded).findings.length === 0
}

function textOf(line: Buffer): string | null {
  try {
    return decoder.decode(line)
  } catch {
    return null
  }
}

function isSoundFile(): boolean {
  const report = verifyFile(proven.exported)
  return report.ok && report.value.sound
}

function isSoundToAuditors(): boolean {
  try {
    execFileSync(process.execPath, [AUDITOR, proven.exported], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
