import { useCallback } from 'react'
import type { ActAnswer } from '#shared/contract/contract.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import { playTone } from '../tones/tones.ts'
import { client } from './client.ts'

/** Rises when it is on the disk, falls when it was refused. */
function sound(answer: ActAnswer): ActAnswer {
  playTone(answer.type === 'saved' ? 'success' : 'error')
  return answer
}

/** Carries out a command. The tone sounds after the answer, never after the click. */
export const useAct = (): ((command: Command) => Promise<ActAnswer>) =>
  useCallback(async (command) => sound(await client.act({ command })), [])

/** Takes one act back. `id` is the undo's own, `command` that of the act. */
export const useUndo = (): ((undo: {
  id: string
  via: Via
  command: string
}) => Promise<ActAnswer>) =>
  useCallback(async (undo) => sound(await client.act({ command: { type: 'undo', ...undo } })), [])
