// Every single-bit flip of an export of about 64 KiB, each verified by the program; every so many of them
// by the verifier for auditors as well, which shares no code with it:
//   node test/support/durability/flips/every.ts [--every N] [--bytes N]
// The last line is one JSON object.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
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

const proven = provenLedger()
const tally = { bytes: 0, flips: 0, named: 0, auditorFlips: 0, auditorNamed: 0 }
const missed: string[] = []
try {
  const sound = readFileSync(proven.exported)
  tally.bytes = Math.min(sound.length, Number(values.bytes))
  if (!isSound() || !isSoundToAuditors()) throw new Error('the export was not sound before')
  const handle = openSync(proven.exported, 'r+')
  for (let byte = 0; byte < tally.bytes; byte++)
    for (let bit = 0; bit < 8; bit++) {
      const whole = sound[byte]!
      writeSync(handle, Buffer.of(whole ^ (1 << bit)), 0, 1, byte)
      look(byte, bit)
      writeSync(handle, Buffer.of(whole), 0, 1, byte)
    }
  closeSync(handle)
} finally {
  proven.remove()
}
const pass = tally.named === tally.flips && tally.auditorNamed === tally.auditorFlips
console.log(JSON.stringify({ name: 'every flip', pass, ...tally, missed: missed.slice(0, 20) }))
process.exitCode = pass ? 0 : 1

function look(byte: number, bit: number): void {
  tally.flips++
  if (isSound()) missed.push(`program ${byte}.${bit}`)
  else tally.named++
  if (tally.flips % every === 0) {
    tally.auditorFlips++
    if (isSoundToAuditors()) missed.push(`auditor ${byte}.${bit}`)
    else tally.auditorNamed++
  }
  if (tally.flips % PROGRESS === 0)
    console.log(`${tally.flips} of ${8 * statSync(proven.exported).size}, ${missed.length} missed`)
}

function isSound(): boolean {
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
