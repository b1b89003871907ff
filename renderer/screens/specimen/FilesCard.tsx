import { IconPaperclip } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { cx } from '../../components/cx.ts'
import { useT } from '../../i18n/use-t.ts'
import { FileTile } from './FileTile.tsx'
import styles from './files.module.css'
import { useAttach } from './use-attach.ts'

/** Photographs and documents of a specimen; a file that is chosen, or dropped on the card, is added. */
export function FilesCard({ specimen, code }: { specimen: string; code: string }) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const { data: files } = useLive(['files', specimen], () => client.files.list({ specimen }))
  const { attach, adding, trouble } = useAttach(specimen, code)
  const take = (chosen: FileList | null) => void attach([...(chosen ?? [])])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <section
      aria-label={t('files.title')}
      className={cx(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Card
        title={t('files.title')}
        padded
        foot={
          <Button
            icon={IconPaperclip}
            disabled={adding !== null}
            onClick={() => input.current?.click()}
          >
            {adding === null ? t('files.add') : t('files.adding', { name: adding })}
          </Button>
        }
      >
        {trouble && (
          <div className={styles.trouble}>
            <Banner tone="stop">{trouble}</Banner>
          </div>
        )}
        {files && files.length > 0 ? (
          <ul className={styles.tiles}>
            {files.map((file) => (
              <li key={file.file}>
                <FileTile specimen={specimen} file={file} />
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles.none}>{t('files.none')}</p>
        )}
      </Card>
      <input
        ref={input}
        type="file"
        multiple
        className="fk-heard"
        aria-label={t('files.add')}
        tabIndex={-1}
        accept=".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf"
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
