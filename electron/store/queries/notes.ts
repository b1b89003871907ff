import type { NoteView } from '#shared/contract/donors.ts'
import { entity } from '#shared/domain/entities.ts'
import type { DonorKeys } from '../donor-keys/keys.ts'
import { openAbout } from '../donor-keys/sealing.ts'
import { bodiesOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { nameOf } from './people.ts'

/** Remarks about a specimen, newest first, each with what can be read of it here and now. DON-7 */
export function notesOf(
  db: ReadDb,
  donorKeys: Pick<DonorKeys, 'find'> | undefined,
  specimen: string,
): NoteView[] {
  return bodiesOf(db, entity.files(specimen))
    .flatMap(({ body }): NoteView[] => {
      const fact = factOf(body)
      if (fact?.type !== 'specimen.noted') return []
      const opened = openAbout(db, donorKeys, specimen, 'note', fact.data.note)
      const text = opened.state === 'open' ? Buffer.from(opened.bytes).toString('utf8') : null
      const { uid, at, off, actor } = body
      return [{ uid, at, off, actor: nameOf(db, actor), state: opened.state, text }]
    })
    .reverse()
}
