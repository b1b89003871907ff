import type { CommandCode } from '../domain/words.ts'

/** No tube's code begins like this: it is kept for commands. */
export const COMMAND_PREFIX = 'FK:'

/** The registered command barcodes, as printed on the sheet. Nothing else is ever a command. */
export const COMMAND_CODES: readonly { text: string; command: CommandCode }[] = [
  { text: 'FK:UNDO', command: 'undo' },
  { text: 'FK:NEXT', command: 'next' },
  { text: 'FK:CANCEL', command: 'cancel' },
  { text: 'FK:PRINT', command: 'print' },
  { text: 'FK:DONE', command: 'done' },
  { text: 'FK:START', command: 'start' },
  { text: 'FK:DAMAGED', command: 'damaged' },
  { text: 'FK:RECEIVE', command: 'receive' },
  { text: 'FK:ACCESSION', command: 'accession' },
  { text: 'FK:PROCESS', command: 'process' },
]

/** The command that exactly this text stands for: no trimming, no other case, no near miss. */
export function readCommandCode(text: string): CommandCode | undefined {
  return COMMAND_CODES.find((code) => code.text === text)?.command
}
