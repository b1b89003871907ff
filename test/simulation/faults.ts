/** Everything that a schedule may do to a site. A set of schedules that left one of them out proves less. */
export const FAULTS = [
  'request lost',
  'answer lost',
  'message twice',
  'message late',
  'messages reordered',
  'old answer again',
  "other bench's answer",
  'answer cut',
  'answer rubbish',
  'service refuses',
  'service away',
  'partition',
  'weeks pass',
  'crash at an await',
  'crash in a transaction',
  'crash after a commit',
  'bench restored',
  'bench cloned',
  'service restored, same epoch',
  'service restored, new epoch',
  'unknown event type',
  'higher version',
  'clock set',
  'clock jumps',
  'line for news',
  'newer peer',
  'small pages',
  'small runs',
  'bench joins late',
  'bench begins with a snapshot',
  'command repeated',
] as const
export type FaultName = (typeof FAULTS)[number]

/** How often each has happened. */
export class Counts {
  readonly of: Record<FaultName, number> = Object.fromEntries(
    FAULTS.map((name) => [name, 0]),
  ) as Record<FaultName, number>

  add(name: FaultName, n = 1): void {
    this.of[name] += n
  }

  addAll(other: Counts): void {
    for (const name of FAULTS) this.of[name] += other.of[name]
  }

  get missing(): FaultName[] {
    return FAULTS.filter((name) => this.of[name] === 0)
  }
}
