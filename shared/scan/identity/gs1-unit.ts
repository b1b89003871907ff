import type { Gs1Field } from './gs1.ts'

/** What a GS1 key is a key of. Only some of these can be a tube. */
export type Gs1UnitKind =
  | 'item'
  | 'piece'
  | 'logistic-unit'
  | 'asset'
  | 'document'
  | 'part'
  | 'person'
  | 'place'

/** The one thing in the world that element strings name, whatever else they say of it. */
export interface Gs1Unit {
  kind: Gs1UnitKind
  /** The fields that name it, in the order of the standard. */
  fields: readonly Gs1Field[]
}

/** Identifiers that together name one thing; of the first rule that fits. `longerThan`: with a serial number behind the key. */
const RULES: readonly { kind: Gs1UnitKind; needs: readonly string[]; longerThan?: number }[] = [
  { kind: 'piece', needs: ['8006', '21'] },
  { kind: 'item', needs: ['01', '21'] },
  { kind: 'item', needs: ['01', '235'] },
  { kind: 'logistic-unit', needs: ['00'] },
  { kind: 'asset', needs: ['8004'] },
  { kind: 'asset', needs: ['8003'], longerThan: 14 },
  { kind: 'document', needs: ['253'], longerThan: 13 },
  { kind: 'part', needs: ['8010', '8011'] },
  { kind: 'person', needs: ['8018'] },
  { kind: 'person', needs: ['8017'] },
  { kind: 'place', needs: ['414'] },
]

/** A GTIN alone, or a batch, names many tubes; a GTIN and a serial number name one. */
export function unitOf(fields: readonly Gs1Field[]): Gs1Unit | null {
  for (const { kind, needs, longerThan = 0 } of RULES) {
    const found = needs.flatMap((ai) => fields.find((field) => field.ai === ai) ?? [])
    if (found.length === needs.length && found[0]!.value.length > longerThan) {
      return { kind, fields: found }
    }
  }
  return null
}
