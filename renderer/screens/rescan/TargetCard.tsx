import { IconX } from '@tabler/icons-react'
import type { RescanView } from '#shared/contract/rescan.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './rescan.module.css'
import type { Rescan } from './use-rescan.ts'
import { WellCrop } from './WellCrop.tsx'
import { wellOf } from './well-of.ts'

/** The tube that is to be scanned by hand, as the picture shows it; or that there is none after all. */
export function TargetCard({ view, rescan }: { view: RescanView; rescan: Rescan }) {
  const t = useT()
  const { target, reading } = rescan
  if (target === null) return null
  const { name, finding } = view.cells[target]!
  const photo = reading?.photo
  const well = photo && wellOf(photo, target)
  return (
    <Card label={t('rescan.byHand')}>
      <div className={styles.wellCard}>
        {photo && well && (
          <WellCrop
            photo={photo}
            quad={well.quad}
            label={t('rescan.wellPicture', { position: name })}
          />
        )}
        <div className={styles.wellWords}>
          <Code size={28} strong>
            {name}
          </Code>
          <span>{t(`rescan.byHand.${finding === 'duplicate' ? 'duplicate' : 'no-read'}`)}</span>
          <Button size={48} icon={IconX} onClick={() => rescan.empty(target)}>
            {t('rescan.hasNone')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
