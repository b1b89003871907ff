import type { ProtocolView, StudyPlanView } from '#shared/contract/studies.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import { joinFields } from '#shared/domain/study/fields.ts'
import { bodiesOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import { claimsOfKind, nameOf, studies } from './people.ts'

/** What each study says about its specimens, by their codes. */
export function studyPlans(db: ReadDb): StudyPlanView[] {
  const world = createWorld(db)
  const protocols = claimsOfKind<ClaimOf['protocol']>(db, 'protocol')
  const replaced = new Set(protocols.map(({ replaces }) => replaces))
  return studies(db).map(({ study, code, name }) => ({
    study,
    code,
    name,
    thawLimit: world.thawLimit(study),
    identifiers: world.identifiers(study).map(({ forms, check }) => ({ forms, check })),
    fields: joinFields(world.fields(study)),
    fieldsApart: world.fields(study).length > 1,
    protocols: protocols
      .filter((protocol) => protocol.study === study)
      .map((protocol) => protocolView(db, protocol, !replaced.has(protocol.protocol)))
      .sort((a, b) => b.publishedAt - a.publishedAt),
  }))
}

/** STU-14 */
function protocolView(
  db: ReadDb,
  { protocol, name, replaces, events }: ClaimOf['protocol'],
  isCurrent: boolean,
): ProtocolView {
  const { at, actor } = bodiesOf(db, entity.protocol(protocol))[0]!.body
  return {
    protocol,
    name,
    replaces,
    events,
    isCurrent,
    publishedAt: at,
    publishedBy: nameOf(db, actor),
  }
}
