import { oc, type } from '@orpc/contract'
import { z } from 'zod'
import { codeForm } from '../domain/directory/facts.ts'
import type { Issuer } from '../domain/directory/issuers.ts'
import { pseudonym } from '../domain/specimen/facts.ts'
import type {
  IdentifiersSet,
  PlannedEvent,
  PlannedTube,
  StudyField,
  VisitRecorded,
} from '../domain/study/facts.ts'
import type { FieldValues } from '../domain/study/fields.ts'
import { id } from '../domain/words.ts'
import type { Result } from '../lib/result.ts'
import { askedVia } from './asked-via.ts'
import type { ActAnswer } from './contract.ts'
import type { NoteView } from './donors.ts'

/** A protocol as it was published. `isCurrent`: no other one has taken its place. */
export interface ProtocolView {
  readonly protocol: string
  readonly name: string
  readonly replaces: string | null
  readonly events: readonly PlannedEvent[]
  readonly isCurrent: boolean
  readonly publishedAt: number
  readonly publishedBy: string
}

/** What a study says about its specimens. */
export interface StudyPlanView {
  readonly study: string
  readonly code: string
  readonly name: string
  /** As every bench has set them; more than one where benches did so apart. STU-6 */
  /** How often its specimens may be thawed; null: as often as one likes. */
  readonly thawLimit: number | null
  readonly identifiers: readonly Pick<IdentifiersSet, 'forms' | 'check'>[]
  /** As they are asked. STU-10 */
  readonly fields: readonly StudyField[]
  /** Benches set the fields apart. */
  readonly fieldsApart: boolean
  /** Newest first. */
  readonly protocols: readonly ProtocolView[]
}

/** A donor's visit, and how many of its planned tubes are there. */
export interface VisitLine {
  readonly visit: string
  readonly event: string
  readonly protocol: string
  readonly donor: VisitRecorded['donor']
  readonly visitedAt: number | null
  readonly planned: number
  readonly there: number
}

export interface VisitTube {
  readonly specimen: string
  readonly code: string
}

/** What was planned for a visit and what of it is there. STU-13 */
export interface VisitView extends VisitLine {
  readonly tubes: readonly (PlannedTube & { readonly specimens: readonly VisitTube[] })[]
  /** Came with the visit, and is none of the planned tubes. */
  readonly others: readonly VisitTube[]
}

/** What somebody said of a specimen in the fields of its study. `values` is null but where it is `open`. */
export interface DescriptionView {
  readonly uid: string
  readonly at: number
  readonly off: number
  readonly actor: string
  readonly state: NoteView['state']
  readonly values: FieldValues | null
}

export interface FieldsView {
  readonly fields: readonly StudyField[]
  /** Fields that were asked once and are not any more, as people called them. */
  readonly former: readonly { readonly key: string; readonly label: string }[]
  /** What is said now; more than one where benches said it apart. STU-12 */
  readonly descriptions: readonly DescriptionView[]
}

/** Why there are no new codes: the study has no such form, or all that the form can make are given out. */
export type CodesFault = { readonly type: 'NoForm' | 'NoRoom' }

export const MOST_NEW_CODES = 1000

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
/** What somebody wrote; the bench reads and checks it. */
export const writtenValues = z.record(key, z.string().max(2000))

export const studiesContract = {
  studies: {
    /** By their codes. */
    list: oc.output(type<StudyPlanView[]>()),
    /** The last ones that were recorded of a study, newest first. */
    visits: oc
      .input(z.object({ study: id, limit: z.int().min(1).max(100) }))
      .output(type<VisitLine[]>()),
    /** The other visits of a donor at an event. ACC-6 */
    alike: oc
      .input(
        z.object({
          study: id,
          event: z.string().max(40),
          donor: pseudonym,
          except: id.nullable(),
        }),
      )
      .output(type<VisitLine[]>()),
    visit: oc.input(z.object({ study: id, visit: id })).output(type<VisitView | null>()),
  },
  /** What a study's own fields say of a specimen, sealed to the key of its donor. */
  fields: {
    of: oc.input(z.object({ specimen: id })).output(type<FieldsView | null>()),
    describe: oc
      .input(z.object({ id, via: askedVia, specimen: id, values: writtenValues }))
      .output(type<ActAnswer>()),
  },
  codes: {
    /** Who else gives out codes, and of which forms. DIR-7 */
    issuers: oc.output(type<readonly Issuer[]>()),
    /** New codes of one of a study's forms, for labels: given out once, never again. STU-8 */
    next: oc
      .input(z.object({ study: id, form: codeForm, n: z.int().min(1).max(MOST_NEW_CODES) }))
      .output(type<Result<readonly string[], CodesFault>>()),
  },
}
