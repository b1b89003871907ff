import { useCallback } from 'react'
import type { ActAnswer } from '#shared/contract/contract.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import type { Tone } from '../tones/score.ts'
import { playTone } from '../tones/tones.ts'
import { client } from './client.ts'
import { noteUnknown } from './unknown.ts'

/** Rises when it is on the disk, falls when it was refused, does neither while nobody knows. */
const TONES: Readonly<Record<ActAnswer['type'], Tone>> = {
  saved: 'success',
  refused: 'error',
  unknown: 'unknown',
}

/** The tone of an answer; `code` is what a person would call the act by, should it be asked after. */
export function sound(answer: ActAnswer, code: string): ActAnswer {
  if (answer.type === 'unknown') noteUnknown(answer.command, code)
  playTone(TONES[answer.type])
  return answer
}

/** Carries out a command. The tone sounds after the answer, never after the click. */
export const useAct = (): ((command: Command, code: string) => Promise<ActAnswer>) =>
  useCallback(async (command, code) => sound(await client.act({ command }), code), [])

/** Takes one act back. `id` is the undo's own, `command` that of the act. */
export const useUndo = (): ((
  undo: { id: string; via: Via; command: string },
  code: string,
) => Promise<ActAnswer>) =>
  useCallback(
    async (undo, code) => sound(await client.act({ command: { type: 'undo', ...undo } }), code),
    [],
  )
