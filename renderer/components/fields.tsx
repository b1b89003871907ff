import { Select as MantineSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './fields.module.css'

/** Mantine leaves a style out when its class is missing, never when it is empty. */
const worn = (name: keyof typeof styles): string => styles[name] ?? ''

const classes = (more?: string) => ({
  root: worn('root'),
  label: worn('label'),
  description: worn('description'),
  error: worn('error'),
  input: cx(styles.input, more),
})

export interface FieldProps {
  label: string
  /** A line under the label. */
  hint?: string | undefined
  /** What is wrong and what to do, as a sentence. */
  error?: string | undefined
  disabled?: boolean | undefined
  required?: boolean | undefined
}

const shared = ({ label, hint, error, disabled, required }: FieldProps) => ({
  label,
  description: hint,
  error,
  disabled: disabled ?? false,
  required: required ?? false,
})

export interface TextFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  /** A code or a position: in the code face, no spelling check. */
  code?: boolean
  type?: 'text' | 'password' | 'number' | 'search'
  placeholder?: string
  autoFocus?: boolean
}

/** One line of text, 56 px high. */
export const TextField = (props: TextFieldProps) => (
  <TextInput
    {...shared(props)}
    classNames={classes(cx(props.code && styles.code))}
    value={props.value}
    onChange={(event) => props.onChange(event.currentTarget.value)}
    type={props.type ?? 'text'}
    placeholder={props.placeholder}
    autoComplete="off"
    spellCheck={!props.code}
    data-autofocus={props.autoFocus}
  />
)

export interface SelectProps<Value extends string> extends FieldProps {
  value: Value | null
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string }[]
  placeholder?: string
  /** Lets a person type to find an option in a long list. */
  searchable?: boolean
}

/**
 * Where lists of options hang. A dialog makes all the rest of the page inert, but not what carries
 * this mark; without it no option could be chosen in a dialog.
 */
function overDialogs(): HTMLElement {
  layer ??= document.body.appendChild(document.createElement('div'))
  layer.dataset.reactAriaTopLayer = 'true'
  return layer
}

let layer: HTMLElement | undefined

/** One of several. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, onChange } = props
  return (
    <MantineSelect
      {...shared(props)}
      classNames={{ ...classes(), dropdown: worn('dropdown'), option: worn('option') }}
      value={props.value}
      data={options.map(({ value, label }) => ({ value, label }))}
      onChange={(picked) => {
        const option = options.find(({ value }) => value === picked)
        if (option) onChange(option.value)
      }}
      placeholder={props.placeholder}
      searchable={props.searchable ?? false}
      allowDeselect={false}
      maxDropdownHeight={340}
      comboboxProps={{ offset: 6, portalProps: { target: overDialogs() } }}
    />
  )
}

export interface CheckFieldProps {
  label: ReactNode
  note?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  /** With a `group`, one of several; without, on its own. */
  group?: string
}

/** A tick with its words; the words are part of the target. */
export const CheckField = ({
  label,
  note,
  checked,
  onChange,
  disabled,
  group,
}: CheckFieldProps) => (
  <label className={styles.check}>
    <input
      type={group ? 'radio' : 'checkbox'}
      name={group}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    <span>
      {label}
      {note && <span className={styles.checkNote}>{note}</span>}
    </span>
  </label>
)
