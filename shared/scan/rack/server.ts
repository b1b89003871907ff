import type { RackFault, RackFileRead } from './gather.ts'

/** Why a rack scanner's server gave nothing that may be believed. */
export type RackSourceFault =
  | { readonly type: 'SourceUnreachable'; readonly message: string }
  | { readonly type: 'SourceRefused'; readonly code: string; readonly message: string }
  /** Something answers there, and not as this scanner does. */
  | { readonly type: 'NotAScanner'; readonly text: string }
  /** It reads a rack for somebody else. */
  | { readonly type: 'SourceBusy' }
  /** The scanner answered with what it had before, so nothing of this rack was read. */
  | { readonly type: 'StaleResult' }
  | { readonly type: 'SourceTimeout'; readonly seconds: number }
  | { readonly type: 'Cancelled' }
  | { readonly type: 'NoSuchSource' }
  | { readonly type: 'UnreadableFile'; readonly fault: RackFault }

/** What a machine wants to be done before it goes on. Milliseconds. */
export type Wanted<Ask> =
  | { readonly do: 'ask'; readonly ask: Ask }
  | { readonly do: 'wait'; readonly ms: number }

/** What came of it, and when by a clock that only goes forward. */
export interface Told<Answer> {
  readonly at: number
  /** Null after a wait. */
  readonly answer: Answer | null
}

type Ended =
  | { readonly ok: true; readonly value: RackFileRead }
  | { readonly ok: false; readonly error: RackSourceFault }

/** One reading of a rack as steps without time and without a line: what drives it has both. */
export type RackMachine<Ask, Answer> = Generator<Wanted<Ask>, Ended, Told<Answer>>

/** The first characters of what was answered, as one line. */
export const shownAnswer = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 80)
