import { IconPaperclip } from '@tabler/icons-react'
import { TakePhotograph } from '../../app/camera/TakePhotograph.tsx'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FileTile } from './FileTile.tsx'
import styles from './files.module.css'
import { useAttach } from './use-attach.ts'

/** Photographs and documents of a specimen, or of a consignment; a file that is chosen, or dropped on the card, is added. */
export function FilesCard({ specimen, code }: { specimen: string; code: string }) {
  const t = useT()
  const { data: files } = useLive(['files', specimen], () => client.files.list({ specimen }))
  const { attach, adding, trouble } = useAttach(specimen, code)
  return (
    <FileDrop
      label={t('files.add')}
      region={t('files.title')}
      accept=".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf"
      multiple
      form="card"
      onFiles={(chosen) => void attach([...chosen])}
    >
      {(choose) => (
        <Card
          title={t('files.title')}
          padded
          foot={
            <div className={styles.ways}>
              <Button icon={IconPaperclip} disabled={adding !== null} onClick={choose}>
                {adding === null ? t('files.add') : t('files.adding', { name: adding })}
              </Button>
              <TakePhotograph
                disabled={adding !== null}
                onTaken={(photograph) => void attach([photograph])}
              />
            </div>
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
      )}
    </FileDrop>
  )
}
