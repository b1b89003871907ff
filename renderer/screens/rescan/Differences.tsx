import { useEffect, useRef } from 'react'
import { useIntl } from 'react-intl'
import type { RescanCellView, RescanView } from '#shared/contract/rescan.ts'
import { rankOf } from '#shared/domain/rescan/diff.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { cx } from '../../components/cx.ts'
import { CheckField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { isOffered } from './choices.ts'
import { isDifference, LOOKS } from './looks.ts'
import styles from './rescan.module.css'
import type { Rescan } from './use-rescan.ts'

interface DifferencesProps {
  view: RescanView
  rescan: Rescan
}

/** Every position that is not as recorded, the worst first, each with what would be done about it. */
export function Differences({ view, rescan }: DifferencesProps) {
  const t = useT()
  const cells = differencesOf(view)
  return (
    <Card
      title={t('rescan.differences')}
      aside={cells.length}
      scrolls
      className={styles.fill}
      foot={
        <div className={styles.foot}>
          <p className={styles.quiet}>{t('rescan.nothingYet')}</p>
          {cells.filter(isOffered).length > FEW && <AllOrNone rescan={rescan} />}
        </div>
      }
    >
      {cells.length === 0 && <p className={styles.none}>{t('rescan.asRecorded')}</p>}
      <ul className={styles.list}>
        {cells.map((cell) => (
          <Difference key={cell.index} cell={cell} rescan={rescan} />
        ))}
      </ul>
    </Card>
  )
}

/** Of so many each is ticked by itself. */
const FEW = 3

const AllOrNone = ({ rescan }: { rescan: Rescan }) => {
  const t = useT()
  return (
    <span className={styles.pair}>
      <Button size={48} onClick={() => rescan.chooseAll(true)}>
        {t('rescan.all')}
      </Button>
      <Button size={48} onClick={() => rescan.chooseAll(false)}>
        {t('rescan.none')}
      </Button>
    </span>
  )
}

/** RSC-1 */
export const differencesOf = ({ cells }: RescanView): readonly RescanCellView[] =>
  cells
    .filter(
      ({ finding, recorded }) => isDifference(finding) || recorded.some((one) => one.isMissing),
    )
    .toSorted((a, b) => rankOf(a.finding) - rankOf(b.finding) || a.index - b.index)

function Difference({ cell, rescan }: { cell: RescanCellView; rescan: Rescan }) {
  const t = useT()
  const { index, name, finding } = cell
  const isHere = index === rescan.selected || index === rescan.target
  const item = useRef<HTMLLIElement>(null)
  // A position chosen on the map is found in a long list.
  useEffect(() => {
    if (index === rescan.selected) item.current?.scrollIntoView({ block: 'nearest' })
  }, [index, rescan.selected])
  return (
    <li ref={item} className={cx(styles.difference, isHere && styles.here)}>
      <div className={styles.head}>
        <span className={styles.named}>
          <button
            type="button"
            className={styles.position}
            aria-label={t('rescan.showOnMap', { position: name })}
            onClick={() => rescan.select(index)}
          >
            <Code size={20} strong>
              {name}
            </Code>
          </button>
          {cell.code !== null && <Code>{cell.code}</Code>}
        </span>
        <Chip tone={LOOKS[finding].tone} glyph={LOOKS[finding].glyph}>
          {t(`rescan.finding.${finding}`)}
        </Chip>
      </div>
      <Words cell={cell} />
      {isOffered(cell) && (
        <CheckField
          label={<Offer cell={cell} />}
          checked={rescan.chosen.has(index)}
          onChange={(isChosen) => rescan.choose(index, isChosen)}
        />
      )}
    </li>
  )
}

/** What is known of the tube beside its finding. */
function Words({ cell }: { cell: RescanCellView }) {
  const intl = useIntl()
  const { from, issuer, finding } = cell
  const place = from && <Code key="from">{`${from.box}/${from.position}`}</Code>
  if (finding === 'foreign')
    return (
      <p className={styles.quiet}>{intl.formatMessage({ id: 'rescan.foreignOf' }, { issuer })}</p>
    )
  if (place)
    return (
      <p className={styles.quiet}>{intl.formatMessage({ id: 'rescan.recordedIn' }, { place })}</p>
    )
  const id = `rescan.about.${finding}`
  return intl.messages[id] ? <p className={styles.quiet}>{intl.formatMessage({ id })}</p> : null
}

/** What is written where it is confirmed. */
function Offer({ cell }: { cell: RescanCellView }) {
  const intl = useIntl()
  const { repair, name, recorded } = cell
  const code = recorded.find(({ isMissing }) => isMissing)?.code
  const values = {
    position: <Code key="position">{name}</Code>,
    missing: code === undefined ? '' : <Code key="missing">{code}</Code>,
  }
  const both = repair !== null && code !== undefined
  const id = both ? `rescan.repairAndMiss.${repair}` : `rescan.repair.${repair ?? 'miss'}`
  return <>{intl.formatMessage({ id }, values)}</>
}
