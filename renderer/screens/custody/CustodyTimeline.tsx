import { IconClockPause, IconKeyboard } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import type { CustodyView } from '#shared/contract/views.ts'
import { Chip } from '../../components/Chip.tsx'
import { Timeline, type TimelineEntry, type TimelineKind } from '../../components/Timeline.tsx'
import { type Names, useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { CustodyTitle } from './CustodyTitle.tsx'
import styles from './custody.module.css'

export interface CustodyTimelineProps {
  custody: readonly CustodyView[]
  /** The box on the screen: its positions need no box before them. */
  box?: string | undefined
  /** The event that another one speaks against. */
  contested?: string | undefined
}

/** Who had the tube, when and where, newest first. */
export function CustodyTimeline({ custody, box, contested }: CustodyTimelineProps) {
  const names = useNames()
  const t = useT()
  const entries = custody.map(
    (line, i): TimelineEntry => ({
      id: line.uid,
      kind: line.uid === contested ? 'disputed' : kindOf(line, i),
      title: <CustodyTitle line={line} box={box} />,
      sub: <Under line={line} names={names} />,
    }),
  )
  return <Timeline entries={entries} ariaLabel={t('custody.title')} />
}

function kindOf(line: CustodyView, index: number): TimelineKind {
  if (line.disputed) return 'disputed'
  if (line.type === 'specimen.checked_out') return 'out'
  return index === 0 ? 'now' : 'past'
}

const LIVES: Readonly<Record<string, ReactNode>> = {
  forked: <FormattedMessage id="custody.life.forked" />,
  'rolled-back': <FormattedMessage id="custody.life.rolledBack" />,
  restored: <FormattedMessage id="custody.life.restored" />,
  salvaged: <FormattedMessage id="custody.life.salvaged" />,
}

/** As a person wrote it; the program has its own names for why a chain was begun. */
const reasonOf = ({ type, reason }: CustodyView): ReactNode =>
  (type === 'bench.incarnated' && reason !== null && LIVES[reason]) || reason

/** Person, bench and time, then whatever makes the act weaker than a scan that everybody knows of. */
function Under({ line, names }: { line: CustodyView; names: Names }) {
  const typed = line.via?.source === 'typed'
  return (
    <>
      <span className="fk-tnum">
        {line.actor}, {line.bench}, {names.moment(line.at, line.off)}
      </span>
      {line.reason && (
        <div>
          <FormattedMessage id="custody.reason" values={{ reason: reasonOf(line) }} />
        </div>
      )}
      {(typed || line.waiting || line.disputed) && (
        <div className={styles.marks}>
          {line.disputed && (
            <Chip tone="contested" glyph="contested">
              <FormattedMessage id="custody.disputed" />
            </Chip>
          )}
          {typed && (
            <Chip tone="caution" icon={IconKeyboard}>
              <FormattedMessage id="custody.typed" />
            </Chip>
          )}
          {line.waiting && (
            <Chip icon={IconClockPause}>
              <FormattedMessage id="custody.waiting" />
            </Chip>
          )}
        </div>
      )}
    </>
  )
}
