import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Command, Via } from '#shared/domain/commands.ts'
import { useAct } from '../../app/act.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'

export interface Create {
  /** Why the last try was refused, as a sentence. */
  readonly refused: string | undefined
  readonly isBusy: boolean
  /** One form is one command, however often its button is pressed. True: it is in the record. */
  create(command: (how: { id: string; via: Via }) => Command, via: Via): Promise<boolean>
}

/** Carries out what a form asks for, and keeps the refusal for the form to show. */
export function useCreate(): Create {
  const act = useAct()
  const intl = useIntl()
  const id = useRef(newId())
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  return {
    refused,
    isBusy,
    async create(command, via) {
      setBusy(true)
      try {
        const answer = await act(command({ id: id.current, via }))
        if (answer.type === 'saved') return true
        setRefused(sayRefusalInOne(intl, answer.refusal))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
