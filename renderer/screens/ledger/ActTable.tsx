import { useIntl } from 'react-intl'
import type { ActLine } from '#shared/contract/keeping.ts'
import { Code } from '../../components/Code.tsx'
import { Table } from '../../components/Table.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './ledger.module.css'
import { sayFactType } from './say-finding.ts'

/** So many codes of one act stand in its row; a whole box would fill the screen. */
const MOST_CODES = 6

/** What people did, newest first, with the tubes it was about. */
export function ActTable({ acts, caption }: { acts: readonly ActLine[]; caption: string }) {
  const intl = useIntl()
  const t = useT()
  const names = useNames()
  const rows = acts.map((act, at) => ({ ...act, key: String(at) }))
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { id: 'codes', header: t('act.codes'), cell: ({ codes }) => <Codes codes={codes} /> },
        { id: 'what', header: t('act.what'), cell: ({ type }) => sayFactType(intl, type) },
        { id: 'who', header: t('act.who'), as: 'quiet', cell: ({ actor }) => actor },
        { id: 'at', header: t('act.at'), as: 'time', cell: ({ at }) => names.minute(at) },
      ]}
    />
  )
}

function Codes({ codes }: { codes: readonly string[] }) {
  const t = useT()
  return (
    <span className={styles.codes}>
      {codes.slice(0, MOST_CODES).map((code) => (
        <Code key={code} breaks>
          {code}
        </Code>
      ))}
      {codes.length > MOST_CODES && (
        <span>{t('act.more', { count: codes.length - MOST_CODES })}</span>
      )}
    </span>
  )
}
