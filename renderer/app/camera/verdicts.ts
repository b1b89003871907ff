import { rawScanOf, readScan } from '#shared/scan/scan.ts'
import type { Tone } from '../../tones/score.ts'
import { onTone } from '../../tones/tones.ts'
import { scanInHand } from '../scan-in-hand.ts'
import { createStore } from '../store.ts'

/** What became of a code: taken; taken, and the screen has something to say of it; refused. */
export type Verdict = 'taken' | 'told' | 'refused'

/** By the text of the scan. */
export type Verdicts = ReadonlyMap<string, Verdict>

const MOST = 50

/** The tone that answers a scan says what became of it; the last fifty are known. */
export function judge(verdicts: Verdicts, text: string, tone: Tone): Verdicts {
  const others = [...forget(verdicts, text)].slice(1 - MOST)
  return new Map([...others, [text, VERDICTS[tone]]])
}

const VERDICTS: Readonly<Record<Tone, Verdict>> = {
  success: 'taken',
  warning: 'told',
  unknown: 'told',
  error: 'refused',
}

/** The verdict on a code that the camera accepted: one that can be no scan was refused, whatever it says. */
export function verdictOn(verdicts: Verdicts, text: string): Verdict {
  const read = readScan(rawScanOf(text, { source: 'camera', device: '', at: 0 }))
  return read.ok ? (verdicts.get(read.value.text) ?? 'taken') : 'refused'
}

/** A code that a screen takes anew is judged anew. */
export const forget = (verdicts: Verdicts, text: string): Verdicts =>
  new Map([...verdicts].filter(([other]) => other !== text))

const all = createStore<Verdicts>(new Map())

export const useVerdicts = all.use

scanInHand.subscribe(() => {
  const scan = scanInHand.get()
  if (scan) all.set(forget(all.get(), scan.text))
})

onTone((tone) => {
  const scan = scanInHand.get()
  if (scan) all.set(judge(all.get(), scan.text, tone))
})
