import { DateTimeField } from '../../components/DateTimeField.tsx'
import { CheckField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './accession.module.css'
import { type Collected, localTime } from './collected.ts'

export interface CollectedFieldProps {
  value: Collected
  onChange: (collected: Collected) => void
  /** Only where one tube is meant: a batch was not collected at the moment it is stored. */
  offersNow: boolean
}

/** When it was collected; "unknown" is an answer, an invented time is not. */
export function CollectedField({ value, onChange, offersNow }: CollectedFieldProps) {
  const t = useT()
  return (
    <fieldset className={styles.collected}>
      <legend>{t('collected.when')}</legend>
      {offersNow && (
        <CheckField
          group="collected"
          label={t('collected.now')}
          checked={value.is === 'now'}
          onChange={() => onChange({ is: 'now' })}
        />
      )}
      <CheckField
        group="collected"
        label={t('collected.at')}
        checked={value.is === 'at'}
        onChange={() => onChange({ is: 'at', local: localTime(Date.now()) })}
      />
      <CheckField
        group="collected"
        label={t('collected.unknown')}
        checked={value.is === 'unknown'}
        onChange={() => onChange({ is: 'unknown' })}
      />
      {value.is === 'at' && (
        <DateTimeField
          label={t('collected.time')}
          value={value.local}
          onChange={(local) => onChange({ is: 'at', local })}
        />
      )}
    </fieldset>
  )
}
