import { IconPlayerPlay, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useT } from '../i18n/use-t.ts'
import { TONES } from '../tones/settings.ts'
import { mutedTones, muteTone, onMuted, playTone } from '../tones/tones.ts'
import { Button } from './Button.tsx'
import { CheckField } from './fields.tsx'
import styles from './Tones.module.css'

const useMuted = () => useSyncExternalStore(onMuted, mutedTones)

/** Says in words whether the bench is heard, and leads to the choice. */
export function TonesButton({ onOpen }: { onOpen: () => void }) {
  const t = useT()
  const muted = useMuted()
  const off = TONES.filter((tone) => muted[tone]).length
  const silent = off === TONES.length
  return (
    <Button size={48} icon={silent ? IconVolumeOff : IconVolume} onClick={onOpen}>
      {off === 0 ? t('tones.on') : silent ? t('tones.off') : t('tones.some', { off })}
    </Button>
  )
}

/** The tones, each to be heard and to be muted alone. */
export function TonesPanel() {
  const t = useT()
  const muted = useMuted()
  return (
    <ul className={styles.tones}>
      {TONES.map((tone) => (
        <li key={tone} className={styles.tone}>
          <CheckField
            label={t(`tone.${tone}`)}
            note={t(`tone.${tone}.note`)}
            checked={!muted[tone]}
            onChange={(on) => muteTone(tone, !on)}
          />
          <Button size={48} icon={IconPlayerPlay} onClick={() => playTone(tone)}>
            {t('tones.hear')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
