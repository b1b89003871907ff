import type { Place } from './words.ts'

/**
 * The names under which events speak about things. What can change apart has a name apart, so that two
 * acts dispute each other only where they really do: `specimen:` is the record, `tube:` where its vessel
 * is and who has it, `code:` what a barcode is bound to, `position:` one place of a container. `key:`,
 * `chain:` and `incident:` are about the ledger itself. `donor:` is a donor's consent, `donorkey:` the key that
 * texts about that donor are sealed to, `amount:` what was used of a specimen and how often it was thawed,
 * `limits:` those of a study, `files:` the notes and pictures of a specimen, `bundle:` what travels between sites,
 * `status:` whether a specimen is held back or closed, `described:` what its study's own fields say of it, `label:`
 * what was printed for it; `protocol:`, `visit:`, `identifiers:` and `fields:` are of a study, `processing:` is a
 * batch, `shipment:` a consignment, `item:` one tube of it,
 * `rescan:` the times at which a box was read whole; `issuers:` is who else gives out codes, `external:` what a
 * code of another site names here.
 */
export const entity = {
  site: (id: string) => `site:${id}`,
  bench: (id: string) => `bench:${id}`,
  person: (id: string) => `person:${id}`,
  study: (id: string) => `study:${id}`,
  container: (id: string) => `container:${id}`,
  specimen: (id: string) => `specimen:${id}`,
  tube: (specimen: string) => `tube:${specimen}`,
  code: (text: string) => `code:${text}`,
  position: (at: Place) => `position:${at.container}/${at.index}`,
  key: (key: string) => `key:${key}`,
  chain: (name: string) => `chain:${name}`,
  incident: (id: string) => `incident:${id}`,
  donor: (pseudonym: string) => `donor:${pseudonym}`,
  donorkey: (pseudonym: string) => `donorkey:${pseudonym}`,
  amount: (specimen: string) => `amount:${specimen}`,
  limits: (study: string) => `limits:${study}`,
  discrepancy: (id: string) => `discrepancy:${id}`,
  files: (specimen: string) => `files:${specimen}`,
  bundle: (id: string) => `bundle:${id}`,
  status: (specimen: string) => `status:${specimen}`,
  described: (specimen: string) => `described:${specimen}`,
  label: (specimen: string) => `label:${specimen}`,
  protocol: (id: string) => `protocol:${id}`,
  visit: (study: string, id: string) => `visit:${study}/${id}`,
  identifiers: (study: string) => `identifiers:${study}`,
  fields: (study: string) => `fields:${study}`,
  processing: (id: string) => `processing:${id}`,
  shipment: (id: string) => `shipment:${id}`,
  item: (shipment: string, code: string) => `item:${shipment}/${code}`,
  rescan: (container: string) => `rescan:${container}`,
  issuers: (site: string) => `issuers:${site}`,
  external: (code: string) => `external:${code}`,
} as const

export const ENTITY_KINDS = [
  'site',
  'bench',
  'person',
  'study',
  'container',
  'specimen',
  'tube',
  'code',
  'position',
  'key',
  'chain',
  'incident',
  'donor',
  'donorkey',
  'amount',
  'limits',
  'discrepancy',
  'files',
  'bundle',
  'status',
  'described',
  'label',
  'protocol',
  'visit',
  'identifiers',
  'fields',
  'processing',
  'shipment',
  'item',
  'rescan',
  'issuers',
  'external',
] as const
export type EntityKind = (typeof ENTITY_KINDS)[number]

/** The kind and the rest of an entity's name; the kind is null when this version does not know it. */
export function readEntity(name: string): { kind: EntityKind | null; id: string } {
  const colon = name.indexOf(':')
  const kind = ENTITY_KINDS.find((k) => k === name.slice(0, colon)) ?? null
  return { kind, id: name.slice(colon + 1) }
}

/** The place in the name of a position, after its kind. */
export function readPlace(id: string): Place {
  const slash = id.lastIndexOf('/')
  return { container: id.slice(0, slash), index: Number(id.slice(slash + 1)) }
}
