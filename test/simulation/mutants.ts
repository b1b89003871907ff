import { registerHooks } from 'node:module'

interface Patch {
  /** The end of a module's path. */
  readonly file: string
  readonly find: string
  readonly put: string
}

export interface Mutant {
  readonly says: string
  readonly patches: readonly Patch[]
  /** The seed to begin with: where it was caught when the schedules were chosen. */
  readonly from: number
  /** By this many schedules it must have been caught. */
  readonly within: number
}

const patch = (file: string, find: string, put: string): Patch => ({ file, find, put })

/** Deliberate faults, each the opposite of one rule of the protocol. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'drop-on-conflict': {
    says: 'an event is told by its place alone, so that another one there is acknowledged and dropped',
    patches: [
      patch(
        'shared/sync/admission.ts',
        "return isThere ? null : { type: 'FORK', seq }",
        'return null',
      ),
      patch(
        'shared/sync/admission.ts',
        'draft.links(envelope.chain, envelope.seq).find(({ hash }) => hash === envelope.hash)',
        'draft.links(envelope.chain, envelope.seq)[0]',
      ),
      patch(
        'shared/sync/admission.ts',
        "if (prev !== state.hash) return { type: 'FORK', seq: state.seq }",
        '',
      ),
      patch('store/sync/lines.ts', 'if (link && toHex(link.hash) === envelope.hash)', 'if (link)'),
      patch('shared/sync/stands.ts', "if (!isThere) return { chain, status: 'FORK', expect }", ''),
    ],
    from: 5,
    within: 60,
  },
  'continue-chain-after-restore': {
    says: 'a bench whose ledger is an older copy goes on in the same chain',
    patches: [
      patch(
        'store/sync/apply.ts',
        'if (envelope.chain === taking.present?.name) leave(taking, envelope)',
        '',
      ),
      patch(
        'electron/sync/hello.ts',
        'await contact.turns.repair(era, () => store.newLife(reason))',
        'void reason',
      ),
    ],
    from: 4,
    within: 60,
  },
  'bare-cursor': {
    says: 'the service takes a cursor for a number, whatever order it is of',
    patches: [
      patch(
        'service/pull.ts',
        'cursor.epoch === head.epoch && cursor.hash === (cursor.pos === 0 ? NO_HASH : running(cursor.pos))',
        'cursor.epoch === cursor.epoch || running(0) === head.hash',
      ),
    ],
    from: 2,
    within: 60,
  },
  'no-return': {
    says: 'what a restored service lost of others is not handed back',
    patches: [
      patch(
        'electron/sync/limbo.ts',
        'if (limbo.done || !contact.atHead) return NOTHING_LEFT',
        'if (limbo || contact) return NOTHING_LEFT',
      ),
    ],
    from: 121,
    within: 60,
  },
  'no-alias': {
    says: 'a fact that is told again under another envelope gets another position',
    patches: [
      patch(
        'shared/sync/admission.ts',
        'if (known !== null) {\n    draft.addAlias',
        'if (known === -1) {\n    draft.addAlias',
      ),
    ],
    from: 6,
    within: 60,
  },
  'ack-moves-cursor': {
    says: 'an acknowledgement moves the cursor to where the service is',
    patches: [
      patch(
        'electron/sync/push.ts',
        'await contact.turns.within(era, () => store.acknowledge(chain, acked))',
        `await contact.turns.within(era, async () => {
          await store.acknowledge(chain, acked)
          const at = await transport.hello({ stream: desk.stream, chains: [], cursor: null })
          if (at.ok) await store.applyPage({ epoch: at.value.epoch, entries: [], cursor: at.value.stream.head })
        })`,
      ),
      patch('store/sync/apply.ts', "mustHold(agrees, 'the running hash agrees')", 'void agrees'),
    ],
    from: 1,
    within: 10,
  },
  'cursor-before-rows': {
    says: 'the cursor is committed before the rows of its page',
    patches: [
      patch(
        'store/sync/apply.ts',
        '  const { db } = store\n  const before = getCursor(db)\n',
        '  const { db } = store\n',
      ),
      patch(
        'store/sync/apply.ts',
        "return transact(db, () => remembering(db, () => applyWithin(store, page), 'later'))",
        `const before = getCursor(db)
         transact(db, () => setCursor(db, page.cursor))
         return transact(db, () => remembering(db, () => applyWithin(store, page, before), 'later'))`,
      ),
      patch(
        'store/sync/apply.ts',
        'function applyWithin(store: StoreContext, page: PulledPage)',
        'function applyWithin(store: StoreContext, page: PulledPage, before: Cursor | null)',
      ),
    ],
    from: 1,
    within: 10,
  },
  'sequence-gaps': {
    says: 'positions come from a sequence that leaves some out',
    patches: [
      patch(
        'shared/sync/draft.ts',
        'const pos = this.#head.pos + 1\n',
        'const pos = this.#head.pos + (this.#head.pos % 5 === 4 ? 2 : 1)\n',
      ),
    ],
    from: 1,
    within: 10,
  },
  'timestamp-cursor': {
    says: 'a page goes on after the time of the last entry and not after its position',
    patches: [
      patch(
        'service/store/memory-log.ts',
        'events.slice(pos, pos + limit)',
        'events.filter((event) => event.receivedAt > (events[pos - 1]?.receivedAt ?? 0)).slice(0, limit)',
      ),
    ],
    from: 1,
    within: 10,
  },
  'sent-before-answer': {
    says: 'what is sent counts as acknowledged at once, and nobody looks after it any more',
    patches: [
      patch(
        'electron/sync/push.ts',
        'const answer = await transport.push(await messageWith(desk, run))',
        'await store.acknowledge(chain, run.at(-1)!.seq)\n  const answer = await transport.push(await messageWith(desk, run))',
      ),
      patch(
        'electron/sync/hello.ts',
        'await store.sendAgain(chain, expect - 1)',
        'void [store, chain, expect]',
      ),
    ],
    from: 1,
    within: 10,
  },
  'own-not-removed-on-pull': {
    says: 'an own event that comes back is not known for what it is',
    patches: [
      patch(
        'store/sync/apply.ts',
        'taking.lines.find(envelope) ?? enter(taking, envelope)',
        '(envelope.chain === taking.present?.name ? null : taking.lines.find(envelope)) ?? enter(taking, envelope)',
      ),
    ],
    from: 1,
    within: 10,
  },
  'narrow-refold': {
    says: 'only where a tube comes to is looked at again, not what it leaves',
    patches: [patch('store/projections/tubes.ts', 'new Map([...was, ...is])', 'is')],
    from: 1,
    within: 10,
  },
  'last-writer-wins': {
    says: 'of two events that did not see each other only the later one stays',
    patches: [
      patch(
        'shared/domain/fold.ts',
        '.filter(({ uid }) => !superseded.has(uid))',
        '.filter(({ uid }) => !superseded.has(uid)).slice(-1)',
      ),
    ],
    from: 1,
    within: 10,
  },
  'unknown-dropped': {
    says: 'the service acknowledges what it does not understand and keeps nothing of it',
    patches: [
      patch(
        'shared/sync/admission.ts',
        '  const known = knownFact(draft, examined)\n  if (known !== null) {',
        `  if (/"type":"specimen.sniffed"|"v":2/.test(envelope.body)) {
    draft.addAlias(envelope, draft.head.pos, fork)
    return { outcome: 'ALIAS', pos: draft.head.pos }
  }
  const known = knownFact(draft, examined)
  if (known !== null) {`,
      ),
    ],
    from: 1,
    within: 10,
  },
  'no-causal-admission': {
    says: 'a fact is put in order before what it rests on',
    patches: [
      patch(
        'shared/sync/admission.ts',
        'return examined.causes.find((uid) => !lost.has(uid) && draft.fact(uid) === null) ?? null',
        'return lost.has("-") ? "" : null',
      ),
    ],
    from: 10,
    within: 60,
  },
}

export const isMutant = (name: string): boolean => Object.hasOwn(MUTANTS, name)

/**
 * From now on modules are loaded with the mutant's fault in them. A patch whose text is not there exactly
 * once is an error: a mutant that changes nothing would be caught by nothing.
 */
export function mutate(name: string): void {
  const { patches } = MUTANTS[name]!
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const mine = patches.filter(({ file }) => url.endsWith(file))
      if (mine.length === 0) return loaded
      let source = String(loaded.source)
      for (const { file, find, put } of mine) {
        if (source.split(find).length !== 2)
          throw new Error(`${name}: not once in ${file}: ${find}`)
        source = source.replace(find, () => put)
      }
      return { ...loaded, source }
    },
  })
}
