/** What a bench had told somebody to be saved, at one moment. */
export interface Acknowledgement {
  /** How many events, commands and positions of the common order it had. */
  readonly events: number
  readonly commands: number
  readonly order: number
  /** The session of the intake, as text. */
  readonly intake: string | null
}
