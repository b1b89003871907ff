import { useState } from 'react'
import { useIntl } from 'react-intl'
import { ROLES, type Role } from '#shared/domain/words.ts'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { sayRole } from '../../app/format.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { useScanSink } from '../../app/scanner.ts'
import { whenLearnt } from '../../app/unknown.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'

/** A new person with the badge that is scanned while this is open. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const intl = useIntl()
  const t = useT()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('technician')
  const [badge, setBadge] = useState<string>()
  const [fault, setFault] = useState<string>()
  useScanSink(
    async ({ text }) => {
      const known = await client.scan.resolve({ text, box: null })
      const isFree = known.kind === 'unknown'
      playTone(isFree ? 'success' : 'warning')
      setBadge(isFree ? text : undefined)
      setFault(isFree ? undefined : t('people.badgeTaken', { code: text }))
    },
    { badges: true },
  )

  async function add(): Promise<void> {
    if (badge === undefined) return
    const answer = sound(await client.session.addPerson({ id, name, role, badge }), name)
    if (answer.type === 'refused') return setFault(sayRefusalInOne(intl, answer.refusal))
    if (answer.type === 'unknown') {
      setFault(t('unknown.form'))
      if (!(await whenLearnt(answer.command))) return setFault(t('unknown.formNotSaved'))
    }
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      question={t('people.who')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="ember"
            disabled={name.trim() === '' || badge === undefined}
            onClick={() => void add()}
          >
            {t('people.add')}
          </Button>
        </>
      }
    >
      <TextField label={t('people.name')} value={name} onChange={setName} />
      <Select
        label={t('people.role')}
        value={role}
        onChange={setRole}
        options={ROLES.map((one) => ({ value: one, label: sayRole(intl, one) }))}
      />
      <p role="status">
        {badge === undefined ? t('people.scanBadge') : t('people.badgeRead')}{' '}
        {badge !== undefined && <Code breaks>{badge}</Code>}
      </p>
      {fault && <Banner tone="stop">{fault}</Banner>}
    </Dialog>
  )
}
