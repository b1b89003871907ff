import { z } from 'zod'
import { id, words } from '../words.ts'

export const studyCreated = z.object({ study: id, code: words(40), name: words(120) })

export type StudyCreated = z.infer<typeof studyCreated>
