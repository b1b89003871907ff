import type { CommandCode } from '#shared/domain/words.ts'
import type { To } from './go.ts'

/** The command codes that open a place of the program, from wherever one is. */
const PLACES: Readonly<Partial<Record<CommandCode, To>>> = {
  accession: { to: 'accession' },
  receive: { to: 'receiving' },
  process: { to: 'processing' },
}

/** Where this command goes to; undefined: it acts on what is shown. */
export const placeOfCommand = (command: string): To | undefined =>
  Object.hasOwn(PLACES, command) ? PLACES[command as CommandCode] : undefined
