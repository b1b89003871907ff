import {
  IconBoxOff,
  IconDroplet,
  IconDropletBolt,
  IconHelpCircle,
  IconSnowflake,
  IconSnowflakeOff,
  type TablerIcon,
} from '@tabler/icons-react'
import { CONDITIONS, type Condition } from '#shared/domain/shipment/facts.ts'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './receiving.module.css'

const PICTURES: Readonly<Record<Condition, TablerIcon>> = {
  good: IconSnowflake,
  thawing: IconDroplet,
  thawed: IconSnowflakeOff,
  leaking: IconDropletBolt,
  broken: IconBoxOff,
  unknown: IconHelpCircle,
}

interface ConditionFieldProps {
  value: Condition
  onChange: (condition: Condition) => void
}

/** How the parcel looked when it was opened: six large choices, each a picture with its word. */
export function ConditionField({ value, onChange }: ConditionFieldProps) {
  const t = useT()
  return (
    <fieldset className={styles.conditions}>
      <legend>{t('receiving.condition')}</legend>
      {CONDITIONS.map((one) => (
        <label key={one} className={styles.condition}>
          <input
            type="radio"
            name="condition"
            checked={one === value}
            onChange={() => onChange(one)}
          />
          <Icon of={PICTURES[one]} size={30} />
          {t(`receiving.condition.${one}`)}
        </label>
      ))}
    </fieldset>
  )
}
