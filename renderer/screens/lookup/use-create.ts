import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Command, Via } from '#shared/domain/commands.ts'
import { useAct } from '../../app/act.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { useT } from '../../i18n/use-t.ts'

export interface Create {
  /** Why the last try was refused, or that nobody knows yet, as a sentence. */
  readonly refused: string | undefined
  readonly isBusy: boolean
  /** One form is one command, however often its button is pressed. True: it is in the record. */
  create(
    command: (how: { id: string; via: Via }) => Command,
    via: Via,
    code: string,
  ): Promise<boolean>
}

/** Carries out what a form asks for, and keeps the refusal for the form to show. */
export function useCreate(): Create {
  const act = useAct()
  const intl = useIntl()
  const t = useT()
  const id = useRef(newId())
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  return {
    refused,
    isBusy,
    async create(command, via, code) {
      setBusy(true)
      try {
        const answer = await act(command({ id: id.current, via }), code)
        if (answer.type === 'saved') return true
        if (answer.type === 'refused') {
          setRefused(sayRefusalInOne(intl, answer.refusal))
          return false
        }
        setRefused(t('unknown.form'))
        const saved = await whenLearnt(answer.command)
        if (!saved) setRefused(t('unknown.formNotSaved'))
        return saved
      } finally {
        setBusy(false)
      }
    },
  }
}
