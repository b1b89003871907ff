import { IconPlayerPlay, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { type Say, useT } from '../i18n/use-t.ts'
import { type MutedTones, TONES } from '../tones/settings.ts'
import { mutedTones, muteTone, onMuted, playTone } from '../tones/tones.ts'
import { Banner } from './Banner.tsx'
import { Button } from './Button.tsx'
import { CheckField } from './fields.tsx'
import styles from './Tones.module.css'

const useMuted = () => useSyncExternalStore(onMuted, mutedTones)

const countOff = (muted: MutedTones): number => TONES.filter((tone) => muted[tone]).length
const isSilent = (muted: MutedTones): boolean => countOff(muted) === TONES.length

/** "Tones on", "2 tones muted" or "Tones off". */
export function sayTones(t: Say, muted: MutedTones): string {
  const off = countOff(muted)
  if (off === 0) return t('tones.on')
  return isSilent(muted) ? t('tones.off') : t('tones.some', { off })
}

/** Says in words whether the bench is heard, and leads to the choice. */
export function TonesButton({ onOpen }: { onOpen: () => void }) {
  const t = useT()
  const muted = useMuted()
  return (
    <Button size={48} icon={isSilent(muted) ? IconVolumeOff : IconVolume} onClick={onOpen}>
      {sayTones(t, muted)}
    </Button>
  )
}

/** The tones, each to be heard and to be muted alone, and what follows where none is left. */
export function TonesPanel() {
  const muted = useMuted()
  return (
    <div className={styles.panel}>
      <TonesTold muted={muted} />
      <Switches muted={muted} />
    </div>
  )
}

/** In words: nobody should find out by a tone that did not come. */
export function TonesTold({ muted }: { muted: MutedTones }) {
  const t = useT()
  if (isSilent(muted)) return <Banner tone="caution">{t('tones.allOff')}</Banner>
  return (
    <p className={styles.told} role="status">
      {sayTones(t, muted)}
    </p>
  )
}

function Switches({ muted }: { muted: MutedTones }) {
  const t = useT()
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
