import { parseArgs } from 'node:util'
import { verifyFile } from './file.ts'
import { sayFault, sayReport } from './words.ts'

const USAGE = `verify FILE [--json] [--derived]
Verifies a ledger, a backup or an export, without a network and without a change to it.
  --json     print the report only, as one line of JSON
  --derived  derive all tables again from the events as well, and compare (of a ledger or backup)
Exit code: 0 sound, 1 damaged, 2 nothing can be said about the file.`

const SOUND = 0
const DAMAGED = 1
const CANNOT = 2

/** Verifies the file that is named, says what was found, and answers the exit code. Last line: JSON. */
export async function verifyTool(args: readonly string[]): Promise<number> {
  const asked = read(args)
  if (!asked) {
    console.error(USAGE)
    return CANNOT
  }
  const { file, json, derived } = asked
  const verified = verifyFile(file, { structure: true, derived, progress: progressOf(json) })
  if (!verified.ok) {
    if (!json) console.error(sayFault(file, verified.error))
    console.log(JSON.stringify({ name: 'verify', file, sound: null, fault: verified.error }))
    return CANNOT
  }
  const report = verified.value
  if (!json) for (const line of sayReport(file, report)) console.log(line)
  console.log(JSON.stringify({ name: 'verify', file, ...report }))
  return report.sound ? SOUND : DAMAGED
}

interface Asked {
  readonly file: string
  readonly json: boolean
  readonly derived: boolean
}

function read(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        derived: { type: 'boolean', default: false },
      },
    })
    const [file, ...more] = positionals
    return file && more.length === 0 ? { file, ...values } : null
  } catch {
    return null
  }
}

/** How far it is, for whoever watches a terminal; every few seconds of a long ledger. */
function progressOf(json: boolean): (done: number, of: number) => void {
  let said = performance.now()
  return (done, of) => {
    const now = performance.now()
    if (json || !process.stderr.isTTY || now - said < 3_000) return
    said = now
    process.stderr.write(`${Math.floor((100 * done) / Math.max(1, of))} %\n`)
  }
}
