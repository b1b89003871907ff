import {
  IconCloudDown,
  IconFileTypePdf,
  IconLock,
  IconPhoto,
  IconPhotoOff,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { FileView, OpenedFile } from '#shared/contract/files.ts'
import { useCloseOnScan } from '../../app/scanner.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { sayBytes } from '../ledger/say-bytes.ts'
import styles from './files.module.css'
import { sayOpenFault } from './say-file.ts'
import { saveAs, useAddress, useOpened } from './use-opened.ts'

interface FileProps {
  specimen: string
  file: FileView
}

/** One file: a photograph as a small picture, a document as its sign; both with name, time and person. */
export function FileTile({ specimen, file }: FileProps) {
  const isPicture = file.media !== 'application/pdf'
  return isPicture ? (
    <Picture specimen={specimen} file={file} />
  ) : (
    <Document specimen={specimen} file={file} />
  )
}

function Picture({ specimen, file }: FileProps) {
  const t = useT()
  const intl = useIntl()
  const [isLarge, setLarge] = useState(false)
  const close = () => setLarge(false)
  useCloseOnScan(close)
  const opened = useOpened(specimen, file)
  const shown = opened?.ok ? opened.value : undefined
  const address = useAddress(shown)
  const name = nameOf(file, t)
  if (!address || !shown)
    return (
      <Tile file={file}>
        <State file={file} words={opened && !opened.ok ? sayOpenFault(intl, opened.error) : null} />
      </Tile>
    )
  return (
    <Tile file={file}>
      <button
        type="button"
        className={styles.face}
        aria-label={t('files.show', { name })}
        onClick={() => setLarge(true)}
      >
        <img src={address} alt="" className={styles.thumb} />
      </button>
      <Dialog
        open={isLarge}
        onClose={close}
        question={name}
        wide
        dismissable
        ways={
          <>
            <Button onClick={() => saveAs(shown)}>{t('files.saveAs')}</Button>
            <Button kind="steel" onClick={close}>
              {t('common.close')}
            </Button>
          </>
        }
      >
        <img src={address} alt={name} className={styles.large} />
      </Dialog>
    </Tile>
  )
}

/** A document is never shown within the program: it goes where the person says. */
function Document({ specimen, file }: FileProps) {
  const t = useT()
  const [wanted, setWanted] = useState(false)
  if (file.state !== 'here' && file.state !== 'away')
    return (
      <Tile file={file}>
        <State file={file} words={null} />
      </Tile>
    )
  return (
    <Tile file={file}>
      {wanted ? (
        <Fetched specimen={specimen} file={file} onSaved={() => setWanted(false)} />
      ) : (
        <button
          type="button"
          className={styles.face}
          aria-label={t('files.saveNamed', { name: nameOf(file, t) })}
          onClick={() => setWanted(true)}
        >
          <Icon of={IconFileTypePdf} size={48} />
          <span>{t('files.saveAs')}</span>
        </button>
      )}
    </Tile>
  )
}

function Fetched({ specimen, file, onSaved }: FileProps & { onSaved: () => void }) {
  const t = useT()
  const intl = useIntl()
  const opened = useOpened(specimen, file)
  if (!opened) return <State file={file} words={t('files.fetching')} />
  if (!opened.ok) return <State file={file} words={sayOpenFault(intl, opened.error)} />
  return <Ready opened={opened.value} onSaved={onSaved} />
}

function Ready({ opened, onSaved }: { opened: OpenedFile; onSaved: () => void }) {
  const t = useT()
  return (
    <button
      type="button"
      className={styles.face}
      onClick={() => {
        saveAs(opened)
        onSaved()
      }}
    >
      <Icon of={IconFileTypePdf} size={48} />
      <span>{t('files.saveNow')}</span>
    </button>
  )
}

function Tile({ file, children }: { file: FileView; children: React.ReactNode }) {
  const t = useT()
  const intl = useIntl()
  const names = useNames()
  const words = [file.actor, names.moment(file.at, file.off), sayBytes(intl, file.bytes)]
  return (
    <figure className={styles.tile}>
      {children}
      <figcaption className={styles.about}>
        <span className={styles.name}>{nameOf(file, t)}</span>
        <span className={styles.muted}>{words.join(', ')}</span>
        {file.sent === false && file.state === 'here' && (
          <span className={styles.muted}>{t('files.notSent')}</span>
        )}
      </figcaption>
    </figure>
  )
}

const SIGNS: Readonly<Record<FileView['state'], TablerIcon>> = {
  here: IconPhoto,
  away: IconCloudDown,
  sealed: IconLock,
  held: IconLock,
  erased: IconTrash,
  unreadable: IconPhotoOff,
}

/** What is so with a file that is not shown. */
function State({ file, words }: { file: FileView; words: string | null }) {
  const t = useT()
  const { state } = file
  const isComing = state === 'here' || state === 'away'
  return (
    <div className={styles.face} role="status">
      <Icon of={SIGNS[state]} size={40} />
      <span>{words ?? (isComing ? t('files.fetching') : t(`files.state.${state}`))}</span>
    </div>
  )
}

const nameOf = (file: FileView, t: ReturnType<typeof useT>): string =>
  file.name ?? t(file.media === 'application/pdf' ? 'files.document' : 'files.photograph')
