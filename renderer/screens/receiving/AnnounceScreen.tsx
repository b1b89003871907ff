import { IconFileImport, IconTruckDelivery } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { useAct } from '../../app/act.ts'
import { useGo } from '../../app/go.ts'
import { useIdentitySink, useOpenIdentity } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { say } from '../../app/notice.ts'
import { Screen } from '../../app/Screen.tsx'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { DateTimeField } from '../../components/DateTimeField.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { loadChoices } from '../accession/choices.ts'
import { localTime } from '../accession/collected.ts'
import { StudyField } from '../study/StudyField.tsx'
import { ManifestTable } from './ManifestTable.tsx'
import styles from './receiving.module.css'
import { type Manifest, useManifest } from './use-manifest.ts'

/** A consignment that is on its way, with what the supplier says it holds. */
export function AnnounceScreen() {
  const t = useT()
  const go = useGo()
  const list = useManifest()
  const form = useAnnouncing(list.manifest)
  useIdentitySink(useOpenIdentity())
  return (
    <Screen
      current="scan"
      title={t('receiving.announceTitle')}
      subtitle={t('receiving.announceSubtitle')}
    >
      <div className={styles.page}>
        <ListCard list={list} />
        <Card
          title={t('receiving.parcel')}
          scrolls
          className={styles.fill}
          foot={
            <div className={styles.acts}>
              <Button size={64} onClick={() => void go({ to: 'receiving' })}>
                {t('common.cancel')}
              </Button>
              <Button
                kind="ember"
                size={64}
                icon={IconTruckDelivery}
                disabled={!form.isReady}
                onClick={() => void form.announce()}
              >
                {t('receiving.announceNow', { n: list.manifest?.rows.length ?? 0 })}
              </Button>
            </div>
          }
        >
          <div className={styles.form}>
            {form.refused && <Banner tone="stop">{form.refused}</Banner>}
            <TextField
              label={t('receiving.sender')}
              value={form.said.sender}
              onChange={(sender) => form.set({ sender })}
              required
            />
            <StudyField value={form.said.study} onChange={(study) => form.set({ study })} />
            <DateTimeField
              label={t('receiving.expectedDay')}
              dateOnly
              value={form.said.day}
              onChange={(day) => form.set({ day })}
            />
            <TextField
              label={t('receiving.reference')}
              value={form.said.reference}
              onChange={(reference) => form.set({ reference })}
            />
            <TextField
              label={t('receiving.courier')}
              value={form.said.courier}
              onChange={(courier) => form.set({ courier })}
            />
          </div>
        </Card>
      </div>
    </Screen>
  )
}

interface Said {
  readonly sender: string
  readonly courier: string
  readonly reference: string
  readonly study: string | null
  /** `2026-06-12`, or empty. */
  readonly day: string
}

function useAnnouncing(manifest: Manifest | undefined) {
  const t = useT()
  const intl = useIntl()
  const go = useGo()
  const act = useAct()
  const ids = useRef({ shipment: newId(), command: newId() })
  const isRunning = useRef(false)
  const [refused, setRefused] = useState<string>()
  const [said, setSaid] = useState<Said>(() => ({
    ...{ sender: '', courier: '', reference: '', study: loadChoices().study },
    day: localTime(Date.now()).slice(0, 10),
  }))
  const sender = said.sender.trim()

  async function announce(): Promise<void> {
    if (isRunning.current || sender === '') return
    isRunning.current = true
    const { shipment, command } = ids.current
    const answer = await act(
      {
        type: 'expectShipment',
        ...{ id: command, via: BY_CLICK, shipment, sender, study: said.study },
        ...{ courier: said.courier.trim() || null, reference: said.reference.trim() || null },
        expectedAt: said.day === '' ? null : new Date(`${said.day}T12:00:00`).getTime(),
        items: (manifest?.rows ?? []).map(({ line: _, isKnown: __, ...item }) => item),
      },
      sender,
    ).finally(() => {
      isRunning.current = false
    })
    if (answer.type === 'refused') {
      ids.current = { shipment, command: newId() }
      return setRefused(sayRefusalInOne(intl, answer.refusal))
    }
    await go({ to: 'receiving' })
    say(t('receiving.announced', { sender, n: manifest?.rows.length ?? 0 }))
  }

  return {
    said,
    set: (some: Partial<Said>) => setSaid((former) => ({ ...former, ...some })),
    isReady: sender !== '',
    refused,
    announce,
  }
}

function ListCard({ list }: { list: ReturnType<typeof useManifest> }) {
  const t = useT()
  const { manifest, trouble } = list
  return (
    <FileDrop
      label={t('receiving.chooseList')}
      accept=".csv,.tsv,.tab,.txt,text/csv,text/plain,text/tab-separated-values"
      form="card"
      onFiles={([file]) => file && void list.file(file)}
    >
      {(choose) => (
        <Card
          title={t('receiving.list')}
          aside={manifest && t('receiving.listCount', { n: manifest.rows.length })}
          scrolls
          className={styles.fill}
        >
          <div className={styles.form}>
            <div className={styles.drop}>
              <Button kind="steel" icon={IconFileImport} onClick={choose}>
                {t('receiving.chooseList')}
              </Button>
              {manifest && <Button onClick={list.clear}>{t('receiving.clearList')}</Button>}
              <span className={styles.quiet}>{t('receiving.listHint')}</span>
            </div>
            {trouble && <Banner tone="stop">{t(`receiving.trouble.${trouble}`)}</Banner>}
            {!manifest && <TypedList onText={(text) => void list.typed(text)} />}
          </div>
          {manifest && <ManifestTable manifest={manifest} />}
        </Card>
      )}
    </FileDrop>
  )
}

/** Codes that were typed or pasted; they are read when the person leaves the field. */
function TypedList({ onText }: { onText: (text: string) => void }) {
  const t = useT()
  return (
    <label>
      <span className={styles.label}>{t('receiving.typedList')}</span>
      <textarea
        className={styles.textarea}
        spellCheck={false}
        onBlur={({ currentTarget }) => onText(currentTarget.value)}
      />
    </label>
  )
}
