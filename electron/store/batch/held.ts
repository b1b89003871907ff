import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { StoreContext } from '../context.ts'
import { resolve } from '../queries/resolve.ts'
import { answering } from './answering.ts'
import { carryOut, park, stepOf } from './carry-out.ts'
import type { WorkAct } from './flow.ts'
import { nothing, type WorkAnswered } from './outcome.ts'
import { tubeFacts } from './tube.ts'
import { holdViewOf, rowViewOf } from './view.ts'

export const releaseWork = (store: StoreContext, kind: WorkKind): WorkAnswered =>
  answering(store, kind, (session) => nothing({ ...session, hold: null }, { type: 'released' }))

/** WRK-13: a code of another issuer that the batch holds at is left for later, like any that is not known. */
export const parkWork = (store: StoreContext, kind: WorkKind): WorkAnswered =>
  answering(store, kind, (session) => {
    const { hold } = session
    if (!hold) return nothing(session, { type: 'released' })
    const mayPark = hold.finding === 'foreign' && hold.specimen === null
    return mayPark
      ? park(store, { ...session, hold: null }, hold.code)
      : nothing(session, { type: 'waits', code: '' })
  })

/**
 * WRK-14: a person goes on with the tube that a code of another issuer, or a label of before, names; WRK-13: or
 * registers a new one under that issuer's code. Whatever else is found of it counts as ever.
 */
export const goOnWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  answering(store, kind, (session) => {
    const again = session.rows.find(({ command }) => command === act.id)
    if (again) return nothing(session, { type: 'done', row: rowViewOf(store.db, again) })
    const { hold } = session
    if (!hold) return nothing(session, { type: 'released' })
    // In another window the batch has come to another tube since: that one nobody has decided on.
    if (act.held !== undefined && act.held !== hold.code)
      return nothing(session, { type: 'waits', code: '' })
    const { way, label, code } = holdViewOf(kind, hold)
    const it = resolve(store.db, way === 'tube' ? (label ?? code) : code, null)
    if (way === null || (it.kind !== 'unknown' && it.kind !== 'specimen'))
      return nothing(session, { type: 'waits', code: '' })
    const found = tubeFacts(store.db, session, it)
    const form = way === 'register' ? ('fits' as const) : found.form
    const tube = { ...found, form, isForeign: false, isFormerly: false }
    const free = { ...session, hold: null, read: tube.code }
    return carryOut(store, free, stepOf(store, free, tube), null, act)
  })
