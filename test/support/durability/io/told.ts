/** What somebody who asked for an act was told of it. */
export type Told =
  /** It is in the ledger. */
  | 'saved'
  /** It is not, and nothing of it. */
  | 'not saved'
  /** Nobody knows. */
  | 'unknown'

/** What the child says of each command, the moment that it is told. */
export interface Answer {
  readonly round: string
  readonly command: string
  readonly told: Told
  /** The reason, where there is one. */
  readonly why?: string
}

/** One bench, in the folder of this name, and the fault below it. */
export interface Round {
  readonly round: string
  readonly rule: string
  /** Whether an act that was not saved is asked for once more. */
  readonly again: boolean
  /** Whether the fault may still come when the program ends. */
  readonly late: boolean
}

/**
 * The program, or a bench that calls every commit that failed one thing; `unguarded` does not look either
 * whether its files are still where they were.
 */
export type Mode = 'product' | 'never saved' | 'always saved' | 'unguarded'
