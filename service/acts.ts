import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { donorWithdrawn, holder } from '#shared/domain/donor/facts.ts'
import { actAtCentre, type CentreRefusal } from './centre.ts'
import type { ServiceContext } from './context.ts'
import { allBenches } from './store/benches.ts'

/**
 * Acts of the centre that are asked for while the service runs: only one process works on the data, so another one
 * lays what it asks for into the folder `acts`, and waits for the answer beside it. Whoever can write there can read
 * and write everything of the service anyway.
 */
export const centreAct = z.discriminatedUnion('type', [
  donorWithdrawn.extend({ type: z.literal('withdraw') }),
  z.object({ type: z.literal('erase'), donor: holder }),
  /** Which benches were lent the keys of a donor. */
  z.object({ type: z.literal('lent'), donor: holder }),
  /** Lends keys though no bench has told of erasures since the data were restored. */
  z.object({ type: z.literal('lend-again') }),
])
export type AskedAct = z.infer<typeof centreAct>

const answer = z.object({ sentence: z.string(), isDone: z.boolean() })
export type ActDone = z.infer<typeof answer>

const actsFolder = (data: string): string => join(data, 'acts')
const ASKED = /^[0-9a-f-]{36}\.json$/

/** How often the service looks whether something was asked for, in milliseconds. */
const LOOK = 500

/** Carries out one act, and says what came of it. */
export async function carryOut(context: ServiceContext, act: AskedAct): Promise<ActDone> {
  if (act.type === 'lent') return { isDone: true, sentence: await lentTo(context, act.donor) }
  if (act.type === 'lend-again') return lendAgain(context)
  const done = await actAtCentre(context, act)
  if (!done.ok) return { isDone: false, sentence: sentence(done.error) }
  const what =
    act.type === 'withdraw'
      ? `The withdrawal of ${act.donor} is recorded`
      : `The keys of ${act.donor} are destroyed here`
  return { isDone: true, sentence: `${what}; every bench receives it as soon as it is connected.` }
}

function lendAgain({ keys: { hold } }: ServiceContext): ActDone {
  if (!hold.now())
    return { isDone: false, sentence: "Donors' keys are lent; nothing was held back." }
  hold.end()
  return { isDone: true, sentence: LENT_AGAIN }
}

const LENT_AGAIN =
  "Donors' keys are lent again. The notes of a donor who was erased after the copy of these data was made can be read again wherever a bench is lent the key, until a bench that knows of the erasure is connected."

async function lentTo({ keys, database }: ServiceContext, donor: string): Promise<string> {
  const benches = await allBenches(database)
  const nameOf = (install: string) =>
    benches.find((one) => one.install === install)?.name ?? install
  const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const lines = keys
    .lentTo(donor)
    .map(
      ({ bench, first, last, until, times }) =>
        `${nameOf(bench)}: ${times} times, first ${day(first)}, last ${day(last)}, until ${day(until)} (UTC)`,
    )
  return lines.length === 0 ? `No bench was lent a key of ${donor}.` : lines.join('\n')
}

function sentence(refusal: CentreRefusal): string {
  switch (refusal.type) {
    case 'NoSite':
      return 'There is no site yet.'
    case 'UnknownDonor':
      return `Nothing here names ${refusal.donor}. Check the pseudonym.`
    case 'Done':
      return `That is on record for ${refusal.donor} already.`
    case 'NotKept':
      return `The service could not keep it (${refusal.why}). Nothing was changed.`
  }
}

/** Takes what other processes ask for, one after the other. Answers the way to stop. */
export function takeActs(context: ServiceContext): () => Promise<void> {
  const folder = actsFolder(context.folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let underWay: Promise<void> = Promise.resolve()
  const look = async () => {
    for (const name of readdirSync(folder)
      .filter((one) => ASKED.test(one))
      .sort()) {
      const file = join(folder, name)
      const said = await answerTo(context, file)
      write(`${file}.answer`, said)
      rmSync(file)
      context.say(said.sentence)
    }
  }
  const timer = setInterval(() => {
    underWay = underWay.then(look).catch((error: unknown) => context.say(`An act failed: ${error}`))
  }, LOOK)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}

async function answerTo(context: ServiceContext, file: string): Promise<ActDone> {
  try {
    return await carryOut(context, centreAct.parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { isDone: false, sentence: `It could not be carried out: ${why}` }
  }
}

/** Asks the service that runs on this folder, and waits for its answer; null where none comes. */
export async function askRunning(
  data: string,
  act: AskedAct,
  within = 30_000,
): Promise<ActDone | null> {
  const file = join(actsFolder(data), `${randomUUID()}.json`)
  write(file, act)
  const until = Date.now() + within
  while (Date.now() < until) {
    if (existsSync(`${file}.answer`)) {
      const said = answer.parse(JSON.parse(readFileSync(`${file}.answer`, 'utf8')))
      rmSync(`${file}.answer`)
      return said
    }
    await new Promise((done) => setTimeout(done, 100))
  }
  rmSync(file, { force: true })
  return null
}

/** There as a whole, or not at all. */
function write(file: string, what: unknown): void {
  writeFileSync(`${file}.next`, JSON.stringify(what), { mode: 0o600, flush: true })
  renameSync(`${file}.next`, file)
}
