import type { Case } from './cases.ts'
import type { Reader, Reading } from './engines.ts'

/** What one engine made of some pictures. */
export interface Score {
  codes: number
  read: number
  /** Texts that are in no truth of a picture that has one. */
  wrong: number
  /** Texts from pictures that have no code. */
  false: number
  /** Of this process, user and system. */
  cpuSeconds: number
  /** The most that one picture took. */
  slowestSeconds: number
  /** What was not read or wrong, for a person to look at. */
  notes: string[]
}

export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export async function scoreOf(cases: readonly Case[], read: Reader): Promise<Score> {
  const nothing = { codes: 0, read: 0, wrong: 0, false: 0, cpuSeconds: 0, slowestSeconds: 0 }
  const score: Score = { ...nothing, notes: [] }
  for (const asked of cases) {
    const picture = asked.picture()
    const before = cpuSeconds()
    const found = await read(picture, asked)
    const took = cpuSeconds() - before
    score.cpuSeconds += took
    score.slowestSeconds = Math.max(score.slowestSeconds, took)
    count(score, asked, found)
  }
  return score
}

function count(score: Score, { set, name, truths }: Case, found: readonly Reading[]): void {
  const missed = truths.filter((truth) => !found.some((one) => says(one, truth)))
  const others = found.filter((one) => !truths.some((truth) => says(one, truth)))
  score.codes += truths.length
  score.read += truths.length - missed.length
  if (truths.length === 0) score.false += others.length
  else score.wrong += others.length
  const about = `${set}/${name}`
  for (const truth of missed) score.notes.push(`${about}: not read: ${shown(truth)}`)
  for (const { text, by } of others) {
    score.notes.push(`${about}: WRONG: ${shown(text)} (${by})`)
  }
}

/**
 * Exactly: texts sign by sign, and bytes byte by byte. A GS1 text that is written with brackets, as people
 * read it, is the same without them and without the signs that part its fields.
 */
const says = ({ text, bytes }: Reading, truth: string | Uint8Array): boolean => {
  if (typeof truth !== 'string') return Buffer.compare(bytes, truth) === 0
  return text === truth || (isBracketed(truth) && text.replaceAll(GS, '') === unbracketed(truth))
}

const GS = '\u001d'
const isBracketed = (truth: string): boolean => /^\(\d{2,4}\)/.test(truth)
const unbracketed = (truth: string): string => truth.replace(/\((\d{2,4})\)/g, '$1')

const shown = (truth: string | Uint8Array): string =>
  JSON.stringify(typeof truth === 'string' ? truth : Buffer.from(truth).toString('hex')).slice(
    0,
    70,
  )
