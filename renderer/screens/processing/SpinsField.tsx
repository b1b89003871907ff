import { IconDeviceFloppy, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { spinsIn } from './form.ts'
import styles from './processing.module.css'
import {
  dropPreset,
  keepPreset,
  MOST_SPINS,
  NEW_SPIN,
  type Preset,
  presets,
  type SpinForm,
} from './spins.ts'

interface SpinsFieldProps {
  value: readonly SpinForm[]
  onChange: (spins: readonly SpinForm[]) => void
}

/** How the parents were spun before their tubes were taken off: one spin, or two; none where they were not. */
export function SpinsField({ value, onChange }: SpinsFieldProps) {
  const t = useT()
  const change = (n: number, some: Partial<SpinForm>) =>
    onChange(value.map((one, i) => (i === n ? { ...one, ...some } : one)))
  return (
    <fieldset className={styles.spins}>
      <legend className={styles.label}>{t('processing.spins')}</legend>
      {value.map((one, n) => (
        <SpinRow
          key={n}
          n={n + 1}
          value={one}
          onChange={(some) => change(n, some)}
          onDrop={() => onChange(value.filter((_, i) => i !== n))}
        />
      ))}
      <div className={styles.spinActs}>
        {value.length < MOST_SPINS && (
          <Button icon={IconPlus} onClick={() => onChange([...value, NEW_SPIN])}>
            {t(value.length === 0 ? 'processing.addSpin' : 'processing.addSecondSpin')}
          </Button>
        )}
        <Presets value={value} onChange={onChange} />
      </div>
    </fieldset>
  )
}

interface SpinRowProps {
  n: number
  value: SpinForm
  onChange: (some: Partial<SpinForm>) => void
  onDrop: () => void
}

function SpinRow({ n, value, onChange, onDrop }: SpinRowProps) {
  const t = useT()
  return (
    <div className={styles.spin}>
      <TextField
        label={t('processing.g', { n })}
        value={value.g}
        onChange={(g) => onChange({ g })}
      />
      <TextField
        label={t('processing.minutes')}
        value={value.minutes}
        onChange={(minutes) => onChange({ minutes })}
      />
      <TextField
        label={t('processing.celsius')}
        value={value.celsius}
        onChange={(celsius) => onChange({ celsius })}
      />
      <CheckField
        label={t('processing.brake')}
        checked={value.brake}
        onChange={(brake) => onChange({ brake })}
      />
      <Button icon={IconTrash} aria-label={t('processing.dropSpin', { n })} onClick={onDrop}>
        {t('processing.drop')}
      </Button>
    </div>
  )
}

/** Spins that the bench has a name for, such as those of a study's protocol. */
function Presets({ value, onChange }: SpinsFieldProps) {
  const t = useT()
  const all = presets.use()
  const [name, setName] = useState('')
  const chosen = all.find((one) => isSame(one, value))
  const isWhole = value.length > 0 && spinsIn(value) !== undefined
  return (
    <>
      {all.length > 0 && (
        <Select
          label={t('processing.preset')}
          value={chosen?.name ?? null}
          onChange={(picked) => onChange(all.find((one) => one.name === picked)?.spins ?? value)}
          options={all.map((one) => ({ value: one.name, label: one.name }))}
          placeholder={t('processing.choosePreset')}
        />
      )}
      {chosen ? (
        <Button icon={IconTrash} onClick={() => dropPreset(chosen.name)}>
          {t('processing.dropPreset', { name: chosen.name })}
        </Button>
      ) : (
        isWhole && (
          <>
            <TextField label={t('processing.presetName')} value={name} onChange={setName} />
            <Button
              icon={IconDeviceFloppy}
              disabled={name.trim() === ''}
              onClick={() => {
                keepPreset(name.trim().slice(0, 60), value)
                setName('')
              }}
            >
              {t('processing.keepPreset')}
            </Button>
          </>
        )
      )}
    </>
  )
}

const isSame = ({ spins }: Preset, others: readonly SpinForm[]): boolean =>
  JSON.stringify(spins) === JSON.stringify(others)
