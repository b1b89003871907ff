import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/contract.ts'
import type { Bench } from '../bench.ts'
import { createAnswers } from './answers.ts'

export const CLICK = { source: 'click', device: '' } as const

/** What all routes stand on. The actor is who is seated, never who is named. */
export function createBase(bench: Bench) {
  const os = implement(contract)
  function who() {
    const person = bench.person()
    if (!person) throw new ORPCError('UNAUTHORIZED', { message: 'Nobody is signed in' })
    return { actor: person.person, role: person.role }
  }
  const seated = os.use(({ next }) => {
    const context = who()
    bench.active()
    return next({ context })
  })
  const reading = os.use(({ next }) => {
    const context = who()
    bench.asked()
    return next({ context })
  })
  return { bench, os, seated, reading, who, ...createAnswers(bench) }
}

export type Base = ReturnType<typeof createBase>
