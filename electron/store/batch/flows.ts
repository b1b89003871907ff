import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { Flow } from './flow.ts'
import { accession } from './flows/accession.ts'
import { processing } from './flows/processing.ts'
import { receiving } from './flows/receiving.ts'
import { relabel } from './flows/relabel.ts'

/** Every kind of batch there is. */
const FLOWS: { readonly [K in WorkKind]?: Flow<K> } = { accession, processing, receiving, relabel }

/** What a session of this kind goes by. Its setup has the same kind, which the types cannot say of a union. */
export const flowOf = (kind: WorkKind): Flow<WorkKind> => FLOWS[kind] as unknown as Flow<WorkKind>
