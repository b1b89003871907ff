import { z } from 'zod'
import { codeForm } from '../directory/facts.ts'
import { pseudonym } from '../specimen/facts.ts'
import { id, material, tubeType, words } from '../words.ts'

export const studyCreated = z.object({ study: id, code: words(40), name: words(120) })
export type StudyCreated = z.infer<typeof studyCreated>

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** A tube that an event of a protocol plans: so many of this kind. `nanolitres` is what one should hold. */
export const plannedTube = z.object({
  key,
  label: words(80),
  material,
  tubeType,
  count: z.int().min(1).max(99),
  nanolitres: z.int().min(1).nullable(),
})
export type PlannedTube = z.infer<typeof plannedTube>

/** An occasion of collection, e.g. the first visit, `day` days after the first. */
export const plannedEvent = z.object({
  key,
  name: words(80),
  day: z.int().min(0).max(36_500).nullable(),
  tubes: z.array(plannedTube).min(1).max(40),
})
export type PlannedEvent = z.infer<typeof plannedEvent>

/** What is collected at which event. One that is published is never changed: another `replaces` it. */
export const protocolPublished = z.object({
  protocol: id,
  study: id,
  name: words(120),
  replaces: id.nullable(),
  events: z.array(plannedEvent).min(1).max(60),
})
export type ProtocolPublished = z.infer<typeof protocolPublished>

/** A donor's visit: the event of a protocol that took place. `visitedAt` is when, in UTC milliseconds. */
export const visitRecorded = z.object({
  visit: id,
  study: id,
  protocol: id,
  event: key,
  donor: pseudonym.nullable(),
  visitedAt: z.int().nullable(),
})
export type VisitRecorded = z.infer<typeof visitRecorded>

export const CHECK_DIGITS = ['none', 'luhn', 'mod11', 'mod37-36', 'mod97-10'] as const
export type CheckDigit = (typeof CHECK_DIGITS)[number]

/**
 * The form of a study's tube codes, as `codeForm`, and how the last character or characters check the rest.
 * A study without forms takes whatever the site takes.
 */
export const identifiersSet = z.object({
  study: id,
  forms: z.array(codeForm).max(20),
  check: z.enum(CHECK_DIGITS),
})
export type IdentifiersSet = z.infer<typeof identifiersSet>

const label = words(80)
/** A field that a study wants to know of its specimens. `decimals` is how many a number may have. */
export const studyField = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), key, label, required: z.boolean() }),
  z.object({
    type: z.literal('number'),
    key,
    label,
    required: z.boolean(),
    unit: z.string().max(20),
    decimals: z.int().min(0).max(6),
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  z.object({ type: z.literal('date'), key, label, required: z.boolean() }),
  z.object({
    type: z.literal('choice'),
    key,
    label,
    required: z.boolean(),
    options: z.array(words(60)).min(1).max(60),
  }),
])
export type StudyField = z.infer<typeof studyField>

/** The fields of a study, in the order in which they are asked. */
export const fieldsSet = z.object({ study: id, fields: z.array(studyField).max(40) })
export type FieldsSet = z.infer<typeof fieldsSet>
