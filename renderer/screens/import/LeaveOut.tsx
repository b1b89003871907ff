import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './import.module.css'

interface LeaveOutProps {
  line: number
  onTake: (reason: string) => void
  onLeave: () => void
}

/** Why a row stays out. Without a reason it does not. */
export function LeaveOut({ line, onTake, onLeave }: LeaveOutProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  useEffect(() => input.current?.focus(), [])
  const take = () => (reason.trim() === '' ? input.current?.focus() : onTake(reason.trim()))
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') take()
    else onLeave()
  }
  return (
    <span className={styles.editor}>
      <input
        ref={input}
        className={cx(styles.input, styles.short)}
        aria-label={t('import.leaveOutWhy', { line })}
        placeholder={t('import.leaveOutReason')}
        value={reason}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={press}
      />
      <Button size={48} onClick={take}>
        {t('import.leaveOut')}
      </Button>
    </span>
  )
}
