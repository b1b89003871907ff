import { IconCloudCheck, IconCloudOff } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import { useBench } from '../../app/bench.tsx'
import { LanguageChoice } from '../../app/LanguageChoice.tsx'
import { saySync } from '../../app/say-sync.ts'
import { Icon } from '../../components/Icon.tsx'
import styles from './sign-in.module.css'

/** Sync in words, and the language of who comes next. */
export function Foot() {
  const intl = useIntl()
  const { online, words } = saySync(intl, useBench().sync)
  return (
    <footer className={styles.foot}>
      <span className={styles.sync} role="status">
        <Icon of={online ? IconCloudCheck : IconCloudOff} size={22} />
        {words}
      </span>
      <LanguageChoice />
    </footer>
  )
}
