import type { ClaimOf, CodeClaim, TubeClaim } from '#shared/domain/claims.ts'
import { strictest } from '#shared/domain/discrepancy/amounts.ts'
import { entity, readEntity } from '#shared/domain/entities.ts'
import { tubesNamed } from '#shared/domain/evolve.ts'
import type { Draft, Fact } from '#shared/domain/facts.ts'
import { fold, type Head, type Link } from '#shared/domain/fold.ts'
import { wholeShipment } from '#shared/domain/shipment/evolve.ts'
import { shownRecord } from '#shared/domain/specimen/rules.ts'
import { wholeStatus } from '#shared/domain/status/evolve.ts'
import type { Place } from '#shared/domain/words.ts'
import type { World } from '#shared/domain/world.ts'

/** One event of a ledger in memory: a fact, what its writer saw, and the command it came from. */
export interface MemoryEvent {
  readonly fact: Fact
  readonly base: Readonly<Record<string, readonly string[]>>
  readonly command: string
}

/** A ledger without a disk: facts go in, and the product's own fold says what they make of the world. */
export class MemoryLedger {
  readonly events: MemoryEvent[]
  readonly #uid: () => string

  constructor(uid: () => string, events: readonly MemoryEvent[] = []) {
    this.#uid = uid
    this.events = [...events]
  }

  /** A bench that from here on goes its own way. */
  fork(): MemoryLedger {
    return new MemoryLedger(this.#uid, this.events)
  }

  /** Writes a fact down as somebody who sees all that is here. */
  add(draft: Draft, { actor, at, command }: { actor: string; at: number; command: string }): Fact {
    const fact: Fact = { ...draft, uid: this.#uid(), actor, at }
    const seen = draft.ents.map((name) => [name, this.heads(name).map(({ uid }) => uid)])
    this.events.push({ fact, base: Object.fromEntries(seen), command })
    return fact
  }

  /** Takes in what another bench has written and this one has not. */
  receive(from: MemoryLedger): void {
    const known = new Set(this.events.map(({ fact }) => fact.uid))
    this.events.push(...from.events.filter(({ fact }) => !known.has(fact.uid)))
  }

  heads(name: string): Head[] {
    const links = this.events
      .filter(({ fact }) => fact.ents.includes(name))
      .map(({ fact, base }): Link => ({ uid: fact.uid, base: base[name] ?? [], fact }))
    return fold(name, links)
  }

  /** The names of one kind of entity that any fact has spoken of. */
  names(kind: string): string[] {
    const all = new Set(this.events.flatMap(({ fact }) => fact.ents))
    return [...all].filter((name) => readEntity(name).kind === kind)
  }

  world(): World {
    const last = (name: string) => this.heads(name).at(-1)?.claim ?? null
    const claimsOf = <Claim>(name: string) =>
      this.heads(name).flatMap(({ claim }) => (claim ? [claim as Claim] : []))
    const tubes = (specimen: string) =>
      this.heads(entity.tube(specimen)).flatMap(({ uid, claim }) =>
        claim ? [{ ...(claim as TubeClaim), uid }] : [],
      )
    const specimen = (id: string) =>
      shownRecord(last(entity.specimen(id)) as ClaimOf['specimen'] | null, tubes(id))
    return {
      site: () => this.names('site').map(last).at(0) as ClaimOf['site'] | null,
      person: (id) => last(entity.person(id)) as ClaimOf['person'] | null,
      badge: (digest) =>
        this.names('person')
          .map((name) => last(name) as ClaimOf['person'])
          .filter(({ badge }) => badge === digest),
      study: (id) => last(entity.study(id)) as ClaimOf['study'] | null,
      container: (id) => last(entity.container(id)) as ClaimOf['container'] | null,
      specimen,
      children: (parent) =>
        this.names('specimen')
          .map((name) => specimen(readEntity(name).id)!)
          .filter((record) => record.parent === parent || record.parents?.includes(parent))
          .filter((record) => !record.undone)
          .map((record) => record.specimen),
      tube: tubes,
      code: (text) =>
        this.heads(entity.code(text)).flatMap(({ claim }) => (claim ? [claim as CodeClaim] : [])),
      occupants: (at) =>
        this.names('tube')
          .flatMap((name) => tubes(readEntity(name).id))
          .filter((claim) => claim.at && same(claim.at, at)),
      containersAt: (at) =>
        this.names('container')
          .map((name) => last(name) as ClaimOf['container'])
          .filter(({ place }) => place && same(place, at))
          .map(({ container }) => container),
      donor: (name) => {
        const claims = this.heads(entity.donor(name)).map(({ claim }) => claim as ClaimOf['donor'])
        return {
          withdrawn: claims.find((claim) => claim?.withdrawn)?.withdrawn ?? null,
          erased: claims.some((claim) => claim?.erased),
        }
      },
      donorKeys: (name) =>
        this.heads(entity.donorkey(name)).map(({ claim }) => (claim as ClaimOf['donorkey']).key),
      amount: (id) =>
        this.events.map(({ fact }) => fact).filter(({ ents }) => ents.includes(entity.amount(id))),
      thawLimit: (study) =>
        strictest(
          this.heads(entity.limits(study)).map(({ claim }) => (claim as ClaimOf['limits']).thaws),
        ),
      received: (bundle, external) => this.heads(entity.bundle(`${bundle}/${external}`)).length > 0,
      status: (id) => {
        const heads = this.heads(entity.status(id))
        return { ...wholeStatus(heads), uids: heads.map(({ uid }) => uid) }
      },
      protocol: (id) => last(entity.protocol(id)) as ClaimOf['protocol'] | null,
      identifiers: (study) => claimsOf<ClaimOf['identifiers']>(entity.identifiers(study)),
      fields: (study) => claimsOf<ClaimOf['fields']>(entity.fields(study)),
      processing: (id) => last(entity.processing(id)) as ClaimOf['processing'] | null,
      made: (id) =>
        this.names('specimen')
          .map((name) => specimen(readEntity(name).id)!)
          .filter((record) => record.processing === id && !record.undone)
          .map((record) => record.specimen),
      shipment: (id) => wholeShipment(claimsOf<ClaimOf['shipment']>(entity.shipment(id))),
      item: (shipment, code) => claimsOf<NonNullable<ClaimOf['item']>>(entity.item(shipment, code)),
      issuers: () =>
        this.names('issuers').flatMap((name) =>
          claimsOf<ClaimOf['issuers']>(name).flatMap(({ issuers }) => issuers),
        ),
      external: (code) => tubesNamed(claimsOf<ClaimOf['external']>(entity.external(code))),
      isPrinted: (id) => this.heads(entity.label(id)).length > 0,
      discrepancy: () => null,
      command: (id) =>
        this.events
          .filter(({ command }) => command === id)
          .map(({ fact, base }) => ({ ...fact, base })),
      fact: (uid) => this.events.find(({ fact }) => fact.uid === uid)?.fact ?? null,
      isNewer: (name) => this.heads(name).some(({ crit }) => crit),
    }
  }
}

const same = (a: Place, b: Place): boolean => entity.position(a) === entity.position(b)
