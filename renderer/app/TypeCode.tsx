import { IconKeyboard } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { refuseText } from '#shared/scan/text.ts'
import { Button, type ButtonProps } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { TextField } from '../components/fields.tsx'
import { useT } from '../i18n/use-t.ts'
import { CodePad } from './CodePad.tsx'
import { pushTyped, useCloseOnScan } from './scanner.ts'
import styles from './TypeCode.module.css'

export interface TypeCodeButtonProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  /** Only "Type", where there is little room. */
  short?: boolean
}

/** The button to type a code instead of scanning it. What was typed twice arrives as a scan. */
export function TypeCodeButton({ short, ...button }: TypeCodeButtonProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={IconKeyboard} {...button} onClick={() => setOpen(true)}>
        {short ? t('type.short') : t('type.open')}
      </Button>
      {isOpen && <TypeCodeDialog onClose={() => setOpen(false)} />}
    </>
  )
}

/** A code that is typed is typed twice: one wrong digit names another tube. */
export function TypeCodeDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const form = useRef<HTMLDivElement>(null)
  const [hasPad, setPad] = useState(() => matchMedia('(pointer: coarse)').matches)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  useCloseOnScan(onClose)

  const isUnfit = first !== '' && refuseText(first) !== undefined
  const differs = second !== '' && !first.startsWith(second)
  const isReady = first !== '' && first === second && !isUnfit
  // The keys of the pad leave the focus where it is: in the field that they are for.
  function change(edit: (code: string) => string): void {
    const isSecond = form.current?.querySelectorAll('input')[1] === document.activeElement
    if (isSecond) setSecond(edit)
    else setFirst(edit)
  }
  return (
    <Dialog
      open
      wide={hasPad}
      onClose={onClose}
      question={t('type.question')}
      ways={
        <>
          <Button icon={IconKeyboard} aria-pressed={hasPad} onClick={() => setPad(!hasPad)}>
            {t('type.keys')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isReady} onClick={() => pushTyped(first)}>
            {t('type.use')}
          </Button>
        </>
      }
    >
      <div ref={form} className={styles.form}>
        <TextField
          label={t('type.first')}
          code
          value={first}
          onChange={(text) => setFirst(text.trim())}
          error={isUnfit ? t('type.unfit') : undefined}
        />
        <TextField
          label={t('type.second')}
          code
          value={second}
          onChange={(text) => setSecond(text.trim())}
          error={differs ? t('type.differ') : undefined}
        />
        {hasPad && (
          <CodePad
            onKey={(sign) => change((code) => code + sign)}
            onBack={() => change((code) => code.slice(0, -1))}
          />
        )}
        <p>{t('type.note')}</p>
      </div>
    </Dialog>
  )
}
