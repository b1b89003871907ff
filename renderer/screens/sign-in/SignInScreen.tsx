import { useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import type { SignInFault } from '#shared/contract/contract.ts'
import { useBench } from '../../app/bench.tsx'
import { CameraPanel } from '../../app/camera/CameraPanel.tsx'
import { client } from '../../app/client.ts'
import { DamagedBanner } from '../../app/Damaged.tsx'
import { refresh, useLive } from '../../app/live.ts'
import { Sentences } from '../../app/Sentences.tsx'
import { useScanSink } from '../../app/scanner.ts'
import { Banner } from '../../components/Banner.tsx'
import { SignInDisplay } from '../../components/SignInDisplay.tsx'
import { heard } from '../../i18n/heard.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { HelpDialog } from '../help/HelpDialog.tsx'
import { DemoPeople } from './DemoPeople.tsx'
import { Foot } from './Foot.tsx'
import { Head } from './Head.tsx'
import { People } from './People.tsx'
import { PinEntry } from './PinEntry.tsx'
import { saySignInFault } from './say-fault.ts'
import styles from './sign-in.module.css'
import type { SignInPerson } from './sign-in-person.ts'
import { useLettingIn } from './use-letting-in.ts'

/** Nobody is at the bench: a badge signs in at once, a name asks for the PIN. */
export function SignInScreen() {
  const t = useT()
  const bench = useBench()
  const { demo } = bench
  const { data: people } = useLive(['people'], () => client.session.people())
  // Nobody may follow the ledger here; but when people come from the service, the bench tells its state.
  useEffect(() => void refresh(), [bench])
  const [person, setPerson] = useState<SignInPerson>()
  const [fault, setFault] = useState<SignInFault>()
  const lettingIn = useLettingIn()
  useScanSink(
    async (scan) => {
      const done = await lettingIn(client.session.signInBadge({ code: scan.text }))
      playTone(done.ok ? 'success' : 'error')
      setFault(done.ok ? undefined : done.error)
      if (!done.ok) setPerson(undefined)
    },
    { badges: true },
  )
  const choose = (chosen: SignInPerson | undefined) => {
    setFault(undefined)
    setPerson(chosen)
  }
  return (
    <main className={styles.screen}>
      <Panel person={person} fault={fault} />
      <div className={styles.side}>
        <Head />
        <Sentences />
        <DamagedBanner />
        {bench.byEvents && people?.length === 0 && (
          <Banner tone="note">{t(`join.why.${bench.byEvents}`)}</Banner>
        )}
        <CameraPanel />
        <div className={styles.middle}>
          {person ? (
            <PinEntry
              key={person.person}
              person={person}
              fault={fault}
              onFault={setFault}
              onBack={() => choose(undefined)}
            />
          ) : (
            <People people={people} onChoose={choose} />
          )}
        </div>
        {demo && !person && <DemoPeople people={demo} />}
        <Foot />
      </div>
      <HelpDialog />
    </main>
  )
}

function Panel({
  person,
  fault,
}: {
  person: SignInPerson | undefined
  fault: SignInFault | undefined
}) {
  const intl = useIntl()
  const t = useT()
  const { demo, site } = useBench()
  const demoPin = demo?.find(({ name }) => name === person?.name)?.pin
  const refused = fault && saySignInFault(intl, fault)
  if (!person) {
    const hint = refused ?? t('signin.orChoose')
    return (
      <SignInDisplay
        status={t('signin.ready')}
        line={site?.name ?? 'Frostkeep'}
        act={t('signin.scanBadge')}
        hint={hint}
        announcement={heard(t('signin.scanBadge'), hint)}
      />
    )
  }
  const takesPin = person.hasPin && fault?.type !== 'BadgeNeeded'
  const act = takesPin ? t('signin.enterPin') : t('signin.scanBadge')
  return (
    <SignInDisplay
      status={t('signin.chosen')}
      line={person.name}
      act={act}
      hint={takesPin && demoPin ? t('signin.demoPin', { pin: demoPin }) : t('signin.notYou')}
      announcement={heard(person.name, act, refused)}
    />
  )
}
