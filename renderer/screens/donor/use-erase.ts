import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { BY_CLICK } from '../../app/via.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { saySignInFault } from '../sign-in/say-fault.ts'

/** Erases what is sealed to one holder's keys; `name` is what people call whom it is about. */
export function useErase(donor: string, name: string) {
  const intl = useIntl()
  const t = useT()
  const id = useRef(newId())
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function carryOut(pin: string): Promise<boolean> {
    const answer = await client.donors.erase({ id: id.current, via: BY_CLICK, donor, pin })
    if (answer.type === 'fault') {
      playTone('error')
      setRefused(saySignInFault(intl, answer.fault))
      return false
    }
    sound(answer, name)
    if (answer.type === 'saved') return true
    if (answer.type === 'refused') {
      setRefused(sayRefusalInOne(intl, answer.refusal))
      return false
    }
    setRefused(t('unknown.form'))
    return whenLearnt(answer.command)
  }
  return {
    refused,
    isBusy,
    /** True: the keys are gone here, and the ledger says so. */
    async erase(pin: string): Promise<boolean> {
      setBusy(true)
      return carryOut(pin).finally(() => setBusy(false))
    },
  }
}
