import { z } from 'zod'
import { type Via, via } from '../domain/commands.ts'

/** Sources that only the bench itself may name. */
export const OWN_SOURCES: ReadonlySet<Via['source']> = new Set(['setup', 'import'])

/** The source of what a screen asks for. */
export const askedVia = via.refine(({ source }) => !OWN_SOURCES.has(source), 'a source of a screen')

/** A code or another short text that was asked with. */
export const askedText = z.string().min(1).max(256)
