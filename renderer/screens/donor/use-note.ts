import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { SpecimenView } from '#shared/contract/views.ts'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { BY_CLICK } from '../../app/via.ts'
import { useT } from '../../i18n/use-t.ts'

/** Writes one note about a specimen; asked twice, it is one note. */
export function useNote({ specimen, code }: SpecimenView) {
  const intl = useIntl()
  const t = useT()
  const id = useRef(newId())
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function record(text: string): Promise<boolean> {
    const given = { id: id.current, via: BY_CLICK, specimen, text }
    const answer = sound(await client.donors.note(given), code)
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
    /** True: it is in the record. */
    async add(text: string): Promise<boolean> {
      setBusy(true)
      try {
        const isSaved = await record(text)
        if (!isSaved) return false
        setRefused(undefined)
        id.current = newId()
        return true
      } finally {
        setBusy(false)
      }
    },
  }
}
