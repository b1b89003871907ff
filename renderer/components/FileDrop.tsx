import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from './cx.ts'
import styles from './FileDrop.module.css'

export interface FileDropProps {
  /** Name of the way to choose files, and of the place where they are dropped where that has no own. */
  label: string
  region?: string
  /** Extensions and types, as an input takes them. */
  accept: string
  multiple?: boolean
  /** `page` is an empty page that says what to drop; `card` lies round a card. */
  form: 'page' | 'card'
  onFiles: (files: readonly File[]) => void
  /** `choose` opens the system's dialog. */
  children: (choose: () => void) => ReactNode
}

/** A place where files are dropped, or chosen by a button inside it. */
export function FileDrop({
  label,
  region = label,
  accept,
  multiple,
  form,
  onFiles,
  children,
}: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])]
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section
      aria-label={region}
      className={cx(styles[form], isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        className="fk-heard"
        aria-label={label}
        tabIndex={-1}
        accept={accept}
        multiple={multiple ?? false}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
