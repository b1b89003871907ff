import type { IntakeOutcome, IntakeView } from '#shared/contract/intake.ts'
import * as exchange from '../../app/exchange.ts'

export type Shown = exchange.Shown<IntakeView, IntakeOutcome>
export type ExchangeDeps = Omit<exchange.ExchangeDeps<IntakeView, IntakeOutcome>, 'concerns'>

/** What one open intake and its bench say to each other. */
export interface Exchange extends exchange.Exchange<IntakeView, IntakeOutcome> {
  /** Index of the target on the screen: what a scan that is read now is meant for. */
  target(): number | null
}

/** Whether a change may have to do with this batch: its box, or a tube of it that went elsewhere. */
export function concerns(session: IntakeView, touched: readonly string[]): boolean {
  const { box, rows, hold } = session
  // A batch on hold waits for a tube that may be anywhere.
  if (touched.length === 0 || hold !== null) return true
  const tubes = new Set([
    ...rows.map(({ specimen }) => `tube:${specimen}`),
    ...box.positions.flatMap(({ tubes: here }) => here.map(({ specimen }) => `tube:${specimen}`)),
  ])
  return touched.some(
    (name) =>
      name === `container:${box.container}` ||
      name.startsWith(`position:${box.container}/`) ||
      tubes.has(name),
  )
}

export function createExchange(deps: ExchangeDeps): Exchange {
  const made = exchange.createExchange<IntakeView, IntakeOutcome>({ ...deps, concerns })
  return { ...made, target: () => made.shown()?.session.target ?? null }
}
