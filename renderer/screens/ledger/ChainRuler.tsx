import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { ChainReport } from '#shared/ledger/findings.ts'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './ledger.module.css'

/** One chain from its first event to its last, and how far a seal speaks for it. */
export function ChainRuler({ chain }: { chain: ChainReport }) {
  const intl = useIntl()
  const t = useT()
  const names = useNames()
  const { sealed, seq } = chain
  const part = sealed && seq > 0 ? sealed.seq / seq : 0
  return (
    <li className={styles.chain}>
      <div className={styles.chainName}>
        {t(chain.own ? 'ledger.chainOwn' : 'ledger.chainOther')}{' '}
        <Code>{shortName(chain.name)}</Code>
        <span className={styles.chainEnd}>{t('ledger.chainTo', { count: seq })}</span>
      </div>
      <div className={styles.ruler} aria-hidden="true">
        <span className={styles.sealedPart} style={{ width: `${part * 100}%` }} />
      </div>
      <div className={styles.sealedWords}>
        {sealed ? (
          <>
            <Icon of={IconRosetteDiscountCheck} size={22} />
            {t(sealed.seq === seq ? 'ledger.sealedAll' : 'ledger.sealed', {
              seq: intl.formatNumber(sealed.seq),
              at: names.minute(sealed.at),
            })}
          </>
        ) : (
          t('ledger.unsealed')
        )}
      </div>
    </li>
  )
}

/** Chains are named by long random identifiers: the first eight digits tell them apart. */
const shortName = (name: string): string => name.slice(0, 8)
