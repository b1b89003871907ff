import type { WISHES, WITHDRAWERS } from '../domain/donor/facts.ts'
import type { ActAnswer, SignInFault } from './contract.ts'

/**
 * A remark about a specimen. `sealed`: its key is lent and was not yet, or no longer; `held`: the same, and the
 * service was restored and lends none until a bench has told who was erased; `unreadable`: it was
 * changed, or its key is lost. `text` is null but where it is `open`.
 */
export interface NoteView {
  readonly uid: string
  readonly at: number
  readonly off: number
  readonly actor: string
  readonly state: 'open' | 'sealed' | 'held' | 'erased' | 'unreadable'
  readonly text: string | null
}

/** What an erasure answers: whose PIN it was not, or what any act does. */
export type EraseAnswer = ActAnswer | { readonly type: 'fault'; readonly fault: SignInFault }

/** What a donor allows, as far as this bench knows. */
export interface ConsentView {
  /** Null where the specimen, and all it was made from, name none or several. */
  readonly donor: string | null
  /** Of a pool, the donors of all that went into it. */
  readonly donors: readonly string[]
  /** Whose key its texts are sealed to: the donor, or the specimen itself. */
  readonly holder: string
  /** That of any donor counts for all of it. */
  readonly withdrawn: {
    readonly donor: string
    readonly by: (typeof WITHDRAWERS)[number]
    readonly wish: (typeof WISHES)[number]
    readonly reason: string | null
  } | null
  readonly erased: boolean
}
