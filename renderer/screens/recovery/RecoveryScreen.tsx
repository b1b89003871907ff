import { DamagedBanner } from '../../app/Damaged.tsx'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import { Recovery, useMayRecover } from './Recovery.tsx'

/** The way on from a damaged ledger, for who is signed in. */
export function RecoveryScreen() {
  const t = useT()
  useIdentitySink(useOpenIdentity())
  return (
    <Screen
      current="ledger"
      title={t('recovery.title')}
      standing={<DamagedBanner offersWay={false} />}
    >
      <Recovery mayAct={useMayRecover()} />
    </Screen>
  )
}
