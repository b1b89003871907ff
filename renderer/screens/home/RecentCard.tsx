import { IconArrowBackUp, IconBox } from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { RecentView } from '#shared/contract/views.ts'
import { sayClock } from '../../app/format.ts'
import { useGo } from '../../app/go.ts'
import { lastAct } from '../../app/last-act.ts'
import { useUndoLast } from '../../app/undo.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './home.module.css'

/** The last acts of this bench, and the way to take the newest back. */
export function RecentCard({ recent }: { recent: readonly RecentView[] }) {
  const t = useT()
  const undoLast = useUndoLast()
  const last = lastAct(recent)
  return (
    <Card
      title={t('home.recent')}
      scrolls
      foot={
        last.is === 'undoable' && (
          <div className={styles.undo}>
            <Button icon={IconArrowBackUp} onClick={() => void undoLast(BY_CLICK)}>
              {t('home.undoLast')}
            </Button>
            <Code>{last.act.code}</Code>
          </div>
        )
      }
    >
      {recent.length === 0 && <p className={styles.none}>{t('home.recentNone')}</p>}
      {recent.map((one) => (
        <RecentRow key={one.command} recent={one} />
      ))}
    </Card>
  )
}

function RecentRow({ recent }: { recent: RecentView }) {
  const intl = useIntl()
  const go = useGo()
  const { code, specimen, at } = recent
  return (
    <CardRow
      icon={<RecentSign recent={recent} />}
      title={
        specimen === null ? (
          <Code>{code}</Code>
        ) : (
          <button
            type="button"
            className={styles.link}
            onClick={() => void go({ to: 'specimen', specimen })}
          >
            <Code>{code}</Code>
          </button>
        )
      }
      sub={<RecentWords recent={recent} />}
      end={sayClock(intl, at)}
    />
  )
}

const SIGNS: Partial<Record<RecentView['type'], GlyphState>> = {
  'specimen.stored': 'filled',
  'specimen.moved': 'filled',
  'specimen.returned': 'filled',
  'specimen.checked_out': 'held',
  'specimen.accessioned': 'empty',
}

function RecentSign({ recent: { type, undone } }: { recent: RecentView }) {
  const sign = undone ? 'empty' : SIGNS[type]
  return sign ? <Glyph state={sign} size={36} /> : <Icon of={IconBox} size={28} />
}

function RecentWords({ recent: { type, place, undone } }: { recent: RecentView }) {
  const sentence = useSentence()
  const at = place ? { place: `${place.box}/${place.position}` } : undefined
  if (undone) return sentence('recent.undone').shown
  switch (type) {
    case 'specimen.accessioned':
      return sentence('recent.registered').shown
    case 'specimen.stored':
      return at ? sentence('recent.stored', at).shown : null
    case 'specimen.moved':
      return at ? sentence('recent.moved', at).shown : null
    case 'specimen.returned':
      return at ? sentence('recent.returned', at).shown : null
    case 'specimen.checked_out':
      return at ? sentence('recent.checkedOutFrom', at).shown : sentence('recent.checkedOut').shown
    case 'container.created':
      return sentence('recent.container').shown
    case 'specimen.noted':
      return sentence('recent.noted').shown
    case 'box.rescanned':
    case 'specimen.relabelled':
    case 'specimen.label_printed':
      return sentence(`fact.${type}`).shown
    case 'donor.withdrawn':
      return sentence('donor.withdrawn').shown
    case 'donor.erased':
      return sentence('recent.erased').shown
    default:
      return sentence('recent.other').shown
  }
}
