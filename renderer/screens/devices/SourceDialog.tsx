import { useState } from 'react'
import { type RackSettingAnswer, type RackSource, rackSource } from '#shared/contract/racks.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './devices.module.css'
import { sayRackSettingFault } from './say-rack.ts'
import { draftOf, type SourceDraft, sourceOfDraft } from './source-draft.ts'
import { showRacks } from './use-racks.ts'

const KINDS = ['folder', 'micronic', 'visionmate'] as const
const ORDERS = ['columns', 'rows'] as const

interface SourceDialogProps {
  id: string
  source: RackSource
  isNew: boolean
  onClose: () => void
}

/** A folder that is watched, or a rack scanner on the network. */
export function SourceDialog({ id, source, isNew, onClose }: SourceDialogProps) {
  const t = useT()
  const scanned = useAnswerScan()
  const [draft, setDraft] = useState(() => draftOf(source))
  const [fault, setFault] = useState<string>()
  const set = (more: Partial<SourceDraft>) => setDraft((before) => ({ ...before, ...more }))
  const read = rackSource.safeParse(sourceOfDraft(draft, t(`racks.kind.${draft.kind}`)))
  const change = async (act: () => Promise<RackSettingAnswer>) => {
    const answer = await act()
    if (answer.ok) {
      showRacks(answer)
      onClose()
    } else setFault(sayRackSettingFault(t, answer.error))
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={isNew ? t('racks.whichSource') : source.name}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {!isNew && (
            <Button
              kind="stop"
              onClick={() => void change(() => client.racks.removeSource({ id }))}
            >
              {t('racks.removeSource')}
            </Button>
          )}
          <Button
            kind="ember"
            disabled={!read.success}
            onClick={() =>
              read.success && void change(() => client.racks.setSource({ id, source: read.data }))
            }
          >
            {t('labels.save')}
          </Button>
        </>
      }
    >
      <Select
        label={t('racks.sourceKind')}
        value={draft.kind}
        options={KINDS.map((value) => ({ value, label: t(`racks.kind.${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      <TextField
        label={t('racks.sourceName')}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      {draft.kind === 'folder' && (
        <TextField
          label={t('racks.folder')}
          hint={t('racks.folderHint')}
          value={draft.folder}
          onChange={(folder) => set({ folder })}
          code
          required
        />
      )}
      {draft.kind === 'micronic' && (
        <TextField
          label={t('racks.url')}
          hint={t('racks.urlHint')}
          value={draft.url}
          onChange={(url) => set({ url })}
          code
          required
        />
      )}
      {draft.kind === 'visionmate' && <VisionMate draft={draft} set={set} />}
      {fault && <Banner tone="stop">{fault}</Banner>}
      {scanned && <p role="status">{scanned}</p>}
    </Dialog>
  )
}

interface PartProps {
  draft: SourceDraft
  set: (more: Partial<SourceDraft>) => void
}

function VisionMate({ draft, set }: PartProps) {
  const t = useT()
  return (
    <>
      <div className={styles.halves}>
        <TextField
          label={t('labels.host')}
          hint={t('labels.hostHint')}
          value={draft.host}
          onChange={(host) => set({ host })}
          code
          required
        />
        <TextField
          label={t('labels.port')}
          hint={t('racks.portHint')}
          value={draft.port}
          onChange={(port) => set({ port })}
          type="number"
        />
      </div>
      <Select
        label={t('racks.order')}
        value={draft.order}
        options={ORDERS.map((value) => ({ value, label: t(`racks.order.${value}`) }))}
        onChange={(order) => set({ order })}
      />
      <div className={styles.halves}>
        <TextField
          label={t('racks.noTube')}
          hint={t('racks.wordsHint')}
          value={draft.noTube}
          onChange={(noTube) => set({ noTube })}
        />
        <TextField
          label={t('racks.noRead')}
          hint={t('racks.wordsHint')}
          value={draft.noRead}
          onChange={(noRead) => set({ noRead })}
        />
      </div>
    </>
  )
}
