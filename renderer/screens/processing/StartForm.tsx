import {
  IconArrowsSplit2,
  IconDroplets,
  IconMinus,
  IconPlus,
  IconRotateClockwise2,
  type TablerIcon,
} from '@tabler/icons-react'
import type { BoxView } from '#shared/contract/views.ts'
import { PROCESSINGS, type ProcessingKind } from '#shared/domain/processing/facts.ts'
import { Button } from '../../components/Button.tsx'
import { Code } from '../../components/Code.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { MaterialField, TubeTypeField } from '../accession/MaterialFields.tsx'
import { type Form, isSpun, MOST_PER_PARENT, nanolitresIn, UNITS } from './form.ts'
import styles from './processing.module.css'
import { SpinsField } from './SpinsField.tsx'
import { KeptField, TimeField } from './TimesField.tsx'

export interface StartFormProps {
  value: Form
  onChange: (some: Partial<Form>) => void
  /** The box that the tubes go into. */
  box: BoxView | null
}

/** What is done to a batch, once for all of its tubes. */
export function StartForm({ value, onChange, box }: StartFormProps) {
  const t = useT()
  const { kind } = value
  return (
    <div className={styles.form}>
      <KindField value={kind} onChange={(next) => onChange({ kind: next })} />
      <div className={styles.pair}>
        {kind === 'derivative' && (
          <MaterialField value={value.material} onChange={(material) => onChange({ material })} />
        )}
        {kind !== 'pool' && (
          <CountField value={value.perParent} onChange={(perParent) => onChange({ perParent })} />
        )}
        <AmountField value={value} onChange={onChange} />
        <TubeTypeField value={value.tubeType} onChange={(tubeType) => onChange({ tubeType })} />
      </div>
      {isSpun(value) && (
        <SpinsField value={value.spins} onChange={(spins) => onChange({ spins })} />
      )}
      <div className={styles.pair}>
        <TimeField
          label={t('processing.startedAt')}
          value={value.startedAt}
          onChange={(startedAt) => onChange({ startedAt })}
        />
        <TimeField
          label={t('processing.endedAt')}
          value={value.endedAt}
          onChange={(endedAt) => onChange({ endedAt })}
        />
      </div>
      <div className={styles.pair}>
        <KeptField
          group="before"
          label={t('processing.keptBefore')}
          value={value.keptBefore}
          onChange={(keptBefore) => onChange({ keptBefore })}
        />
        <KeptField
          group="after"
          label={t('processing.keptAfter')}
          value={value.keptAfter}
          onChange={(keptAfter) => onChange({ keptAfter })}
        />
      </div>
      <BoxField box={box} onNone={() => onChange({ box: null })} />
      <CheckField
        label={t(kind === 'pool' ? 'processing.closeParts' : 'processing.closeParent')}
        note={t('processing.closeHint')}
        checked={value.closeParent}
        onChange={(closeParent) => onChange({ closeParent })}
      />
    </div>
  )
}

const PICTURES: Readonly<Record<ProcessingKind, TablerIcon>> = {
  aliquot: IconArrowsSplit2,
  derivative: IconRotateClockwise2,
  pool: IconDroplets,
}

interface KindFieldProps {
  value: ProcessingKind
  onChange: (kind: ProcessingKind) => void
}

/** Three large choices, each a picture with its word and what comes of it. */
function KindField({ value, onChange }: KindFieldProps) {
  const t = useT()
  return (
    <fieldset className={styles.kinds}>
      <legend className="fk-heard">{t('processing.what')}</legend>
      {PROCESSINGS.map((kind) => (
        <label key={kind} className={styles.kind}>
          <input
            type="radio"
            name="kind"
            checked={kind === value}
            onChange={() => onChange(kind)}
          />
          <Icon of={PICTURES[kind]} size={32} />
          <span className={styles.kindWords}>
            <strong>{t(`processing.kind.${kind}`)}</strong>
            <span className={styles.quiet}>{t(`processing.kindHint.${kind}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface CountFieldProps {
  value: number
  onChange: (count: number) => void
}

/** How many tubes of one parent: by touch, or by the arrow keys on the number. */
function CountField({ value, onChange }: CountFieldProps) {
  const t = useT()
  const set = (next: number) => onChange(Math.min(MOST_PER_PARENT, Math.max(1, next)))
  return (
    <div className={styles.field}>
      <span className={styles.label} id="per-parent">
        {t('processing.perParent')}
      </span>
      <div className={styles.stepper}>
        <Button
          icon={IconMinus}
          aria-label={t('processing.fewer')}
          disabled={value <= 1}
          onClick={() => set(value - 1)}
        >
          {''}
        </Button>
        <output className={styles.count} aria-labelledby="per-parent">
          {value}
        </output>
        <Button
          icon={IconPlus}
          aria-label={t('processing.more')}
          disabled={value >= MOST_PER_PARENT}
          onClick={() => set(value + 1)}
        >
          {''}
        </Button>
      </div>
    </div>
  )
}

function AmountField({ value, onChange }: Pick<StartFormProps, 'value' | 'onChange'>) {
  const t = useT()
  const isUnfit = nanolitresIn(value) === undefined
  return (
    <div className={styles.amount}>
      <TextField
        label={t(value.kind === 'pool' ? 'processing.volumeFrom' : 'processing.volumeEach')}
        value={value.amount}
        onChange={(amount) => onChange({ amount })}
        placeholder={t('processing.notMeasured')}
        error={isUnfit ? t('processing.volumeUnfit') : undefined}
      />
      <Select
        label={t('processing.unit')}
        value={value.unit}
        onChange={(unit) => onChange({ unit })}
        options={UNITS.map((unit) => ({ value: unit, label: unit }))}
      />
    </div>
  )
}

/** The tubes go into a box whose label was scanned, or stay in the hand. */
function BoxField({ box, onNone }: { box: BoxView | null; onNone: () => void }) {
  const t = useT()
  const sentence = useSentence()
  return (
    <div className={styles.box}>
      <span className={styles.label}>{t('processing.into')}</span>
      {box ? (
        <>
          <Code size={22} strong>
            {box.code}
          </Code>
          <span className={styles.quiet}>
            {sentence('processing.boxFree', {}, { free: box.positions.length - box.taken }).shown}
          </span>
          <Button size={48} onClick={onNone}>
            {t('processing.noBox')}
          </Button>
        </>
      ) : (
        <span className={styles.quiet}>{t('processing.scanBox')}</span>
      )}
    </div>
  )
}
