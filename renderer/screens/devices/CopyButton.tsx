import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useT()
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setDone(true)
  }
  return (
    <Button size={48} icon={isDone ? IconCheck : IconCopy} onClick={() => void copy()}>
      {isDone ? t('devices.isCopied') : label}
    </Button>
  )
}
