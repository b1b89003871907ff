import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { WorkRowView, WorkTube } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { sayMaterial } from '../../app/format.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { sayVolume } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import type { Work, WorkShown } from '../batch/use-work.ts'
import type { ProcessingAbout } from './BatchScreen.tsx'
import styles from './processing.module.css'

interface ParentCardProps {
  shown: WorkShown
  work: Work
  about: ProcessingAbout
  setup: SetupOf<'processing'>
  /** What a hand does with it beside scanning, in its head: the scans have the room below their display. */
  acts: ReactNode
}

/** What is in the hand: the parent with what is left of it and its tubes as they come, or the parts of a pool. */
export function ParentCard({ shown: { session }, work, about, setup, acts }: ParentCardProps) {
  const t = useT()
  const isPool = setup.processing.kind === 'pool'
  const last = session.rows.find(({ state }) => state === 'done')
  if (isPool) return <Pool parts={about.parts} last={last} work={work} acts={acts} />
  if (!about.parent) return <NoParent last={last} acts={acts} />
  const { parent } = about
  const children = session.rows.filter(
    ({ state, detail }) => state === 'done' && detail.of === parent.code,
  )
  return (
    <Card title={t('processing.parent')} aside={<Acts>{acts}</Acts>} className={styles.parent}>
      <div className={styles.parentBody}>
        <Code size={30} strong breaks>
          {parent.code}
        </Code>
        <TubeLine tube={parent} />
        {session.hold === null && isTooLittle(parent, setup) && (
          <Banner tone="caution">{t('processing.tooLittle')}</Banner>
        )}
        <Children rows={children} of={setup.perParent} />
      </div>
    </Card>
  )
}

/** What is left is known, and the next tube would hold. PRO-11 */
const isTooLittle = ({ left }: WorkTube, { take }: SetupOf<'processing'>): boolean =>
  left !== null && take !== null && left < take

function TubeLine({ tube: { material, left } }: { tube: WorkTube }) {
  const intl = useIntl()
  const t = useT()
  const volume =
    left === null
      ? t('processing.leftUnknown')
      : t('processing.left', { volume: sayVolume(intl, left) })
  return (
    <div className={styles.quiet}>
      {sayMaterial(intl, material)}, {volume}
    </div>
  )
}

/** As many signs as it is to have tubes; those that were made have their code. */
function Children({ rows, of }: { rows: readonly WorkRowView[]; of: number }) {
  const t = useT()
  const made = rows.toReversed()
  const open = Math.max(0, of - made.length)
  return (
    <ul className={styles.children} aria-label={t('processing.childrenOf', { n: made.length, of })}>
      {made.map(({ command, code, detail }) => (
        <li key={`${command} ${code}`}>
          <Glyph state="stored" size={24} />
          <Code>{code}</Code>
          {detail.position !== undefined && <Code strong>{detail.position}</Code>}
        </li>
      ))}
      {Array.from({ length: open }, (_, n) => (
        <li key={n} className={styles.quiet}>
          <Glyph state={n === 0 ? 'target' : 'empty'} size={24} />
          {made.length + n + 1}
        </li>
      ))}
    </ul>
  )
}

const Acts = ({ children }: { children: ReactNode }) => (
  <div className={styles.headActs}>{children}</div>
)

function NoParent({ last, acts }: { last: WorkRowView | undefined; acts: ReactNode }) {
  const t = useT()
  return (
    <Card title={t('processing.parent')} aside={<Acts>{acts}</Acts>} className={styles.parent}>
      <p className={styles.none}>
        {last?.detail.of === undefined
          ? t('processing.noParent')
          : t('processing.noParentAfter', { code: last.detail.of })}
      </p>
    </Card>
  )
}

interface PoolProps {
  parts: readonly WorkTube[]
  last: WorkRowView | undefined
  work: Work
  acts: ReactNode
}

/** Each part can be taken out again alone, until the pool is made. PRO-10 */
function Pool({ parts, last, work, acts }: PoolProps) {
  const t = useT()
  return (
    <Card
      title={t('processing.parts')}
      aside={
        <Acts>
          {t('processing.partCount', { n: parts.length })}
          {acts}
        </Acts>
      }
      className={styles.parent}
    >
      {parts.length === 0 ? (
        <p className={styles.none}>
          {last ? t('processing.noPartsAfter', { code: last.code }) : t('processing.noParts')}
        </p>
      ) : (
        <ol className={styles.parts}>
          {parts.map((part) => (
            <li key={part.specimen}>
              <div className={styles.part}>
                <span>
                  <Code strong>{part.code}</Code> <TubeLine tube={part} />
                </span>
                <Button
                  size={48}
                  aria-label={t('processing.partLetGo', { code: part.code })}
                  disabled={work.isBusy}
                  onClick={() => work.letGo(part.specimen)}
                >
                  {t('processing.partOut')}
                </Button>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
