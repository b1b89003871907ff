import type { EraseAnswer } from '#shared/contract/donors.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import type { Store } from '../store/client.ts'
import type { Saved } from '../store/execute.ts'

interface Asked {
  readonly id: string
  readonly via: Via
  readonly actor: string
}

export interface DonorsOptions {
  readonly store: Pick<Store, 'write' | 'read'>
  /** Makes the answer of an act, and tells everybody what it changed. */
  saved(
    id: string,
    act: Promise<Result<Saved, Refusal>>,
  ): Promise<Exclude<EraseAnswer, { type: 'fault' }>>
}

/** What a person does with what is known of a donor. */
export function createDonors({ store, saved }: DonorsOptions) {
  const { read, write } = store
  return {
    notes: (specimen: string) => read.notes(specimen),
    note: ({ id, via, actor }: Asked, given: { specimen: string; text: string }) =>
      saved(id, write.note({ id, via, actor }, given)),
    /** DON-4. It cannot be taken back, so whoever left the bench open does not lend it out: the PIN is asked for. */
    erase: async (
      { id, via, actor }: Asked,
      { donor, pin }: { donor: string; pin: string },
    ): Promise<EraseAnswer> => {
      const proven = await write.checkPin(actor, pin)
      if (!proven.ok) return { type: 'fault', fault: proven.error }
      return saved(id, write.execute(actor, { type: 'eraseDonor', id, via, donor }))
    },
  }
}
