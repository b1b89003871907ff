import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useNames } from '../i18n/names.ts'
import { useT } from '../i18n/use-t.ts'
import { useBench } from './bench.tsx'
import { createStore } from './store.ts'

const KEPT = 'frostkeep.incident-seen'

/** The last incident that somebody at this computer has read. */
const seen = createStore<string | null>(localStorage.getItem(KEPT))

/**
 * What the bench found out of its own records by itself, until somebody has read it. Where a person decided
 * on a restore or a salvage, there is a report of that already.
 */
export function IncidentNote() {
  const t = useT()
  const names = useNames()
  const { incident, stage } = useBench()
  const last = seen.use()
  if (stage !== 'signed-in' || incident === null || incident.incident === last) return null
  if (incident.kind !== 'rolled-back' && incident.kind !== 'anchor-missing') return null
  const at = names.minute(incident.at)
  const putAway = (): void => {
    localStorage.setItem(KEPT, incident.incident)
    seen.set(incident.incident)
  }
  return (
    <Banner
      tone="caution"
      action={
        <Button size={48} onClick={putAway}>
          {t('common.dismiss')}
        </Button>
      }
    >
      {incident.kind === 'rolled-back'
        ? t('incident.rolledBackNote', { at })
        : t('incident.anchorNote', { at })}
    </Banner>
  )
}
