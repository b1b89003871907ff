import { IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/fields.tsx'
import { Table } from '../../components/Table.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { SentCard } from './SentCard.tsx'
import { sayTransferFault } from './say-fault.ts'
import styles from './transfer.module.css'
import { type Sending, useSend } from './use-send.ts'
import { Ways } from './Ways.tsx'

/** Scan what leaves, say to whom, and take the file and the paper with it. */
export function Send() {
  const t = useT()
  const intl = useIntl()
  const sentence = useSentence()
  const sending = useSend()
  const { outcome, sent, fault } = sending
  return (
    <Screen current="samples" title={t('transfer.title')} subtitle={t('transfer.way.send')}>
      <LookUpDisplay line={sentence('transfer.scanToSend')} outcome={outcome} />
      <Ways way="send" />
      {fault && <Banner tone="stop">{sayTransferFault(intl, fault)}</Banner>}
      <div className={styles.screen}>
        <Leaving sending={sending} />
        {sent ? <SentCard sent={sent} onClose={sending.putAway} /> : <Earlier sending={sending} />}
      </div>
    </Screen>
  )
}

function Leaving({ sending }: { sending: Sending }) {
  const t = useT()
  const [to, setTo] = useState('')
  const { tubes, isBusy } = sending
  const isReady = tubes.length > 0 && to.trim() !== '' && !isBusy
  return (
    <Card
      title={t('transfer.leaving', { count: tubes.length })}
      scrolls
      foot={
        <div className={styles.foot}>
          <div className={styles.to}>
            <TextField
              label={t('transfer.to')}
              value={to}
              onChange={(text) => setTo(text.slice(0, 120))}
            />
          </div>
          <Button
            kind="ember"
            size={64}
            icon={IconSend}
            disabled={!isReady}
            onClick={() => void sending.dispatch(to.trim())}
          >
            {t('transfer.dispatch', { count: tubes.length })}
          </Button>
        </div>
      }
    >
      {tubes.length === 0 ? (
        <p className={styles.nothing}>{t('transfer.none')}</p>
      ) : (
        <Tubes sending={sending} />
      )}
    </Card>
  )
}

function Tubes({ sending: { tubes, remove } }: { sending: Sending }) {
  const t = useT()
  const names = useNames()
  return (
    <Table
      caption={t('transfer.leaving', { count: tubes.length })}
      rows={tubes}
      rowKey={({ specimen }) => specimen}
      columns={[
        { id: 'code', header: t('transfer.code'), as: 'code', cell: ({ code }) => code },
        {
          id: 'material',
          header: t('transfer.material'),
          cell: ({ material }) => names.material(material),
        },
        {
          id: 'place',
          header: t('transfer.place'),
          as: 'quiet',
          cell: ({ place }) => place ?? t('specimenState.unplaced'),
        },
        {
          id: 'remove',
          header: <span className="fk-heard">{t('transfer.remove')}</span>,
          as: 'end',
          cell: ({ specimen, code }) => (
            <Button
              size={48}
              icon={IconX}
              aria-label={t('transfer.removeOne', { code })}
              onClick={() => remove(specimen)}
            >
              {t('transfer.remove')}
            </Button>
          ),
        },
      ]}
    />
  )
}

/** What was dispatched here before: its file can be had again. */
function Earlier({ sending }: { sending: Sending }) {
  const t = useT()
  const names = useNames()
  const { data = [] } = useLive(['transfer', 'sent'], () => client.transfer.sent())
  return (
    <Card title={t('transfer.earlier')} scrolls>
      {data.length === 0 ? (
        <p className={styles.nothing}>{t('transfer.noEarlier')}</p>
      ) : (
        <Table
          caption={t('transfer.earlier')}
          rows={data}
          rowKey={({ bundle }) => bundle}
          columns={[
            { id: 'to', header: t('transfer.to'), cell: ({ to }) => to },
            {
              id: 'tubes',
              header: t('transfer.tubes'),
              as: 'time',
              cell: ({ tubes }) => tubes,
            },
            {
              id: 'at',
              header: t('transfer.when'),
              as: 'time',
              cell: ({ at }) => names.minute(at),
            },
            {
              id: 'again',
              header: <span className="fk-heard">{t('transfer.again')}</span>,
              as: 'end',
              cell: ({ bundle }) => (
                <Button
                  size={48}
                  disabled={sending.isBusy}
                  onClick={() => void sending.again(bundle)}
                >
                  {t('transfer.again')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
