import { v7 } from 'uuid'
import type { NewId } from '#shared/lib/ids.ts'

/** A new command's id. Made where the act begins, so that a second click is the same command. */
export const newId: NewId = () => v7()
