import { client } from './client.ts'
import { follow } from './follow.ts'
import { createStore } from './store.ts'

/** What became of an act whose answer was "unknown". */
export interface LearntAct {
  readonly command: string
  readonly saved: boolean
  /** The tube, box or person that it was about, where this page knows it. */
  readonly code: string | undefined
}

const codes = new Map<string, string>()
const outcomes = new Map<string, boolean>()
const waiting = new Map<string, ((saved: boolean) => void)[]>()
const learnt = createStore<readonly LearntAct[]>([])

/** What was learnt and has not been put away by a person, oldest first. */
export const useLearnt = learnt.use

export const putAway = (command: string): void =>
  learnt.set(learnt.get().filter((act) => act.command !== command))

/** Keeps in mind what an act is about whose answer was "unknown", to name it later. */
export function noteUnknown(command: string, code: string): void {
  codes.set(command, code)
}

/** The codes of these acts, as far as this page knows them, each once. */
export const codesOf = (commands: readonly string[]): readonly string[] => [
  ...new Set(commands.flatMap((command) => codes.get(command) ?? [])),
]

/** Settles when the disk has answered; true: the act is in the ledger. */
export function whenLearnt(command: string): Promise<boolean> {
  const known = outcomes.get(command)
  if (known !== undefined) return Promise.resolve(known)
  return new Promise((done) => {
    waiting.set(command, [...(waiting.get(command) ?? []), done])
  })
}

/** Takes in what the bench has learnt; `sound` is played at the moment it is said. */
export function learn(
  { command, saved }: { command: string; saved: boolean },
  sound: (saved: boolean) => void,
): void {
  outcomes.set(command, saved)
  for (const done of waiting.get(command) ?? []) done(saved)
  waiting.delete(command)
  learnt.set([...learnt.get(), { command, saved, code: codes.get(command) }])
  sound(saved)
}

/** Listens for what the bench learns. Call once. */
export const startLearning = (sound: (saved: boolean) => void): void =>
  void follow(
    () => client.keeping.learnt(),
    (news) => learn(news, sound),
  )
