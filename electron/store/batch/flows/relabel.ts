import { FRESH } from '#shared/domain/batch/session.ts'
import { ok } from '#shared/lib/result.ts'
import { executeWithin } from '../../execute.ts'
import { createWorld } from '../../world.ts'
import type { Flow } from '../flow.ts'
import { workTube } from '../tube-view.ts'

/** Tubes get other codes: first the tube, then the code that it shall have, and so on. */
export const relabel: Flow<'relabel'> = {
  kind: 'relabel',
  begin: (_store, setup) => ok(setup),
  needs: (_db, { state }) => ({
    wants: state.parent === null ? 'known' : 'new',
    study: null,
    materials: [],
    // A pre-printed code need not look like those of this site.
    replies: state.parent === null ? HANDLED : { unknown: 'take' },
  }),
  take(store, session, { tube }, act) {
    const { parent } = session.state
    if (parent === null) {
      const state = { ...FRESH, parent: tube.specimen }
      return ok({ outcome: { type: 'chosen', code: tube.code, what: 'tube' }, state })
    }
    const before = createWorld(store.db).specimen(parent)?.code ?? ''
    const { id, via, actor } = act
    const { code } = tube
    const { reason } = session.setup
    const command = { type: 'relabel', id, via, specimen: parent, code, reason } as const
    const done = executeWithin(store, actor, command)
    if (!done.ok) return done
    const row = { code, specimen: parent, what: 'relabelled', detail: { of: before } }
    return ok({ outcome: { type: 'row' }, row, state: FRESH, saved: done.value })
  },
  command: (_store, session, command) =>
    command === 'cancel' && session.state.parent !== null
      ? ok({ outcome: { type: 'released' }, state: FRESH })
      : null,
  undone: () => FRESH,
  line: (db, { state }) => ({
    wants: state.parent === null ? 'tube' : 'new-code',
    n: null,
    of: null,
    code: state.parent && (createWorld(db).specimen(state.parent)?.code ?? null),
    position: null,
  }),
  count: (_db, { rows }) => ({
    done: rows.filter(({ state }) => state === 'done').length,
    of: null,
  }),
  about: (db, { state }) => ({
    kind: 'relabel',
    tube: workTube(db, state.parent),
  }),
}

/** What is held back may be labelled all the same: that takes nothing of it. */
const HANDLED = {
  closed: 'take',
  withdrawn: 'take',
  quarantined: 'take',
  contested: 'take',
} as const
