import type { PinProof, SignInFault } from '#shared/contract/contract.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type Base, CLICK } from './base.ts'

/** Who is at the bench. */
export function session({ bench, os, seated, saved }: Base) {
  const { read, write } = bench.store

  /** Anybody may stand at a bench that somebody has left open. */
  async function prove(actor: string, proof: PinProof): Promise<Result<unknown, SignInFault>> {
    if ('pin' in proof) return write.checkPin(actor, proof.pin)
    const owner = await write.badge(proof.badge)
    if (!owner.ok) return owner
    return owner.value.person === actor ? ok(null) : err({ type: 'UnknownBadge' })
  }

  return {
    people: os.session.people.handler(() => read.people()),
    signInBadge: os.session.signInBadge.handler(async ({ input }) => {
      const person = await write.badge(input.code)
      if (person.ok) bench.seat(person.value)
      return person
    }),
    signInPin: os.session.signInPin.handler(async ({ input }) => {
      const checked = await write.checkPin(input.person, input.pin)
      if (!checked.ok) return checked
      if (!checked.value) return err({ type: 'NoPin' })
      bench.seat(checked.value)
      return ok(checked.value)
    }),
    setPin: seated.session.setPin.handler(async ({ input, context }) => {
      const proven = await prove(context.actor, input.proof)
      if (!proven.ok) return proven
      await write.setPin(context.actor, input.pin)
      return ok(null)
    }),
    signOut: os.session.signOut.handler(() => {
      bench.seat(null)
      return null
    }),
    addPerson: seated.session.addPerson.handler(async ({ input, context }) => {
      const { id, ...person } = input
      const by = { id, via: CLICK, actor: context.actor }
      return saved(id, write.addPerson(by, { person: id, ...person }))
    }),
  }
}
