import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useT } from '../i18n/use-t.ts'
import { useBench } from './bench.tsx'
import { pathOf } from './go.ts'
import { isManager } from './may.ts'

/** On every screen while the ledger is damaged: nothing is recorded, and who can change that. */
export function DamagedBanner({ offersWay = true }: { offersWay?: boolean }) {
  const t = useT()
  const { keeping, person, stage } = useBench()
  if (keeping.state === 'sound') return null
  if (stage === 'signed-in' && isManager(person))
    return (
      <Banner
        tone="stop"
        action={
          offersWay && (
            <Button size={48} onClick={openRecovery}>
              {t('damaged.recover')}
            </Button>
          )
        }
      >
        {t('damaged.banner')}
      </Banner>
    )
  return (
    <Banner tone="stop">
      {t('damaged.banner')} {t('damaged.managers')}
    </Banner>
  )
}

/** Screens stand in a router whose file names this one, so the address itself is changed. */
const openRecovery = (): void => {
  location.hash = `#${pathOf('recovery')}`
}
