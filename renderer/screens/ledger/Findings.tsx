import { IconAlertHexagon } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { Finding } from '#shared/ledger/findings.ts'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './ledger.module.css'
import { isCutShort, sayFinding } from './say-finding.ts'
import { useNamers } from './use-namers.ts'

export interface FindingsProps {
  findings: readonly Finding[]
  tubes?: readonly string[]
}

/** So many findings are spelt out; a wholly destroyed file would give thousands. */
const MOST = 20

/** Everything that was found, each in a sentence, and the tubes to look at. */
export function Findings({ findings, tubes = [] }: FindingsProps) {
  const t = useT()
  return (
    <>
      <ul className={styles.findings}>
        {findings.slice(0, MOST).map((finding) => (
          <FindingLine key={JSON.stringify(finding)} finding={finding} />
        ))}
      </ul>
      {findings.length > MOST && (
        <p className={styles.more}>{t('ledger.moreFindings', { count: findings.length - MOST })}</p>
      )}
      {tubes.length > 0 && (
        <Tubes
          codes={tubes}
          title={
            isCutShort(tubes)
              ? t('ledger.tubesCut', { count: tubes.length })
              : t('ledger.tubes', { count: tubes.length })
          }
        />
      )}
    </>
  )
}

function FindingLine({ finding }: { finding: Finding }) {
  const intl = useIntl()
  const { title, lines, where } = sayFinding(intl, finding, useNamers())
  return (
    <li className={styles.finding}>
      <Icon of={IconAlertHexagon} size={24} />
      <div>
        <strong>{title}</strong>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {where && (
          <p className={styles.where} data-copy>
            <Code breaks>{where}</Code>
          </p>
        )}
      </div>
    </li>
  )
}

/** Tubes that a person has to take in hand. */
export const Tubes = ({ title, codes }: { title: string; codes: readonly string[] }) => (
  <section className={styles.tubes}>
    <h3>{title}</h3>
    <ul>
      {codes.map((code) => (
        <li key={code}>
          <Code breaks>{code}</Code>
        </li>
      ))}
    </ul>
  </section>
)
