import { IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { KeepingView } from '#shared/contract/keeping.ts'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { ChainRuler } from './ChainRuler.tsx'
import { Fault } from './Fault.tsx'
import { Findings } from './Findings.tsx'
import { JobBar } from './JobBar.tsx'
import styles from './ledger.module.css'
import { verification } from './tasks.ts'

/** Chains that are drawn; the others are counted. */
const MOST_CHAINS = 4

/** What is proven of this bench's records, and the way to prove it anew. */
export function ProofCard() {
  const t = useT()
  const { keeping } = useBench()
  const state = verification.use()
  const report = reportOf(state)
  const isRunning = keeping.job?.job === 'verify'
  return (
    <Card
      title={t('ledger.proof')}
      aside={<Verdict verified={keeping.verified} />}
      padded
      foot={
        isRunning ? (
          <JobBar jobs={['verify']} />
        ) : (
          <Button
            kind="steel"
            icon={IconShieldCheck}
            disabled={keeping.job !== null}
            onClick={() => void verification.run(() => client.keeping.verify())}
          >
            {t('ledger.verify')}
          </Button>
        )
      }
    >
      <div className={styles.stack} role="status">
        <Summary verified={keeping.verified} report={report} />
        <Fault of={state} />
        {report && <Report report={report} />}
      </div>
    </Card>
  )
}

function reportOf(state: ReturnType<typeof verification.use>): VerifyReport | undefined {
  if (state.is === 'done') return state.value
  return state.is === 'failed' && state.fault.type === 'NotSound' ? state.fault.report : undefined
}

function Verdict({ verified }: { verified: KeepingView['verified'] }) {
  const t = useT()
  if (verified === null) return <Chip tone="caution">{t('ledger.notVerified')}</Chip>
  return verified.sound ? (
    <Chip tone="ok" icon={IconShieldCheck}>
      {t('ledger.sound')}
    </Chip>
  ) : (
    <Chip tone="stop">{t('ledger.unsound')}</Chip>
  )
}

interface SummaryProps {
  verified: KeepingView['verified']
  report: VerifyReport | undefined
}

/** The number that was proven, large, and what that means. */
function Summary({ verified, report }: SummaryProps) {
  const intl = useIntl()
  const t = useT()
  const names = useNames()
  if (verified === null) return <p className={styles.lead}>{t('ledger.notVerifiedWords')}</p>
  const { at, level, sound, events } = verified
  const when = t(level === 'full' ? 'ledger.verifiedFull' : 'ledger.verifiedQuick', {
    at: names.minute(at),
  })
  return (
    <Sum number={intl.formatNumber(events)} caption={t('ledger.events', { count: events })}>
      <p className={styles.lead}>
        {!sound
          ? report
            ? t('ledger.unsoundWords')
            : t('ledger.unsoundVerify')
          : level === 'quick'
            ? t('ledger.quickWords')
            : t('ledger.soundWords', { chains: report?.chains.length ?? 0 })}
      </p>
      <p className={styles.quiet}>{when}</p>
    </Sum>
  )
}

const Sum = ({
  number,
  caption,
  children,
}: {
  number: string
  caption: string
  children: ReactNode
}) => (
  <div className={styles.sum}>
    <div>
      <div className={styles.number}>{number}</div>
      <div className={styles.quiet}>{caption}</div>
    </div>
    <div className={styles.sumWords}>{children}</div>
  </div>
)

/** How far each chain is sealed, or what was found. */
function Report({ report }: { report: VerifyReport }) {
  const t = useT()
  const { chains, findings, tubes, notes } = report
  const own = [...chains].sort((a, b) => Number(b.own) - Number(a.own))
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} tubes={tubes} />}
      <ul className={styles.chains}>
        {own.slice(0, MOST_CHAINS).map((chain) => (
          <ChainRuler key={chain.name} chain={chain} />
        ))}
      </ul>
      {chains.length > MOST_CHAINS && (
        <p className={styles.quiet}>
          {t('ledger.moreChains', { count: chains.length - MOST_CHAINS })}
        </p>
      )}
      {notes
        // The card of the key says so all the time.
        .filter((note) => note !== 'key-unprotected')
        .map((note) => (
          <p key={note} className={styles.quiet}>
            {t(`ledger.note.${note}`)}
          </p>
        ))}
    </>
  )
}
