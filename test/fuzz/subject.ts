import { addReport, endBySilence } from '#shared/scan/hid-pos.ts'
import { lookAlikes, looksLike, skeleton } from '#shared/scan/identity/confusables.ts'
import { readCode, spellingsOf } from '#shared/scan/identity/identity.ts'
import { readScan } from '#shared/scan/scan.ts'
import { pressKey, rest } from '#shared/scan/wedge.ts'

/** What is fuzzed: all that an input goes through before anybody looks it up. */
export interface Subject {
  readScan: typeof readScan
  readCode: typeof readCode
  spellingsOf: typeof spellingsOf
  lookAlikes: typeof lookAlikes
  looksLike: typeof looksLike
  skeleton: typeof skeleton
  addReport: typeof addReport
  endBySilence: typeof endBySilence
  pressKey: typeof pressKey
  rest: typeof rest
}

export const PROGRAM: Subject = {
  readScan,
  readCode,
  spellingsOf,
  lookAlikes,
  looksLike,
  skeleton,
  addReport,
  endBySilence,
  pressKey,
  rest,
}

/** Faults put in on purpose: each must be found. */
export const MUTANTS: Readonly<Record<string, (program: Subject) => Subject>> = {
  'throws-on-nul': (program) => ({
    ...program,
    readScan: (raw, settings) => {
      if (raw.bytes.includes(0)) throw new Error('a NUL')
      return program.readScan(raw, settings)
    },
  }),
  'lets-direction-marks-through': (program) => ({
    ...program,
    readScan: (raw, settings) => {
      const read = program.readScan(raw, settings)
      const text = new TextDecoder().decode(raw.bytes)
      if (read.ok || read.error.type !== 'BidiControl') return read
      return { ok: true, value: { ...raw, text, encoding: 'utf-8' } }
    },
  }),
  'forgets-separators': (program) => ({
    ...program,
    readCode: (text, aim) => {
      const reading = program.readCode(text, aim)
      return { ...reading, canonical: reading.canonical.replaceAll('\u001d', '') }
    },
  }),
  'guesses-where-separators-were': (program) => ({
    ...program,
    spellingsOf: (text, aim) => [
      ...program.spellingsOf(text, aim),
      ...(text.includes('\u001d') ? [text.replaceAll('\u001d', '')] : []),
    ],
  }),
  'cuts-reports-at-nul': (program) => ({
    ...program,
    addReport: (buffer, report, at, known) => {
      const added = program.addReport(buffer, report, at, known)
      const end = added.scan?.bytes.indexOf(0) ?? -1
      return end < 0
        ? added
        : { ...added, scan: { ...added.scan!, bytes: added.scan!.bytes.subarray(0, end) } }
    },
  }),
  'takes-the-half-after-a-stall': (program) => ({
    ...program,
    pressKey: (run, key, settings) =>
      program.pressKey(run && key.at - run.lastAt > 300 ? undefined : run, key, settings),
  }),
  'is-slow-with-brackets': (program) => ({
    ...program,
    readCode: (text, aim) => {
      const until = performance.now() + 12
      while (text.startsWith('(') && performance.now() < until);
      return program.readCode(text, aim)
    },
  }),
}
