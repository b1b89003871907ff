import { IconLock, IconRefreshAlert } from '@tabler/icons-react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import { Chip } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { sayVolume } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { glyphOf, isCodeTitle } from './kinds.ts'
import styles from './worklist.module.css'

/** What disagrees, in one sentence, and what that means until it is settled. */
export function CaseHead({ one, may }: { one: DiscrepancyView; may: boolean }) {
  const t = useT()
  const values = useValues(one)
  return (
    <header className={styles.head}>
      <Glyph state={glyphOf(one)} size={52} />
      <div className={styles.headWords}>
        <h2 className={styles.title}>
          <FormattedMessage id={`worklist.head.${one.kind}`} values={values} />
        </h2>
        <p className={styles.why}>
          {one.state === 'cleared' || (one.state === 'resolved' && !one.holds) ? (
            t(one.state === 'cleared' ? 'worklist.why.cleared' : 'worklist.why.settled')
          ) : (
            <FormattedMessage id={`worklist.why.${one.kind}`} values={values} />
          )}
        </p>
      </div>
      <div className={styles.marks}>
        {one.state === 'reopened' && (
          <Chip tone="stop" icon={IconRefreshAlert}>
            {t('worklist.reopened')}
          </Chip>
        )}
        {one.managed && !may && one.state !== 'resolved' && (
          <Chip tone="caution" icon={IconLock}>
            {t('worklist.managers')}
          </Chip>
        )}
      </div>
    </header>
  )
}

function useValues({ kind, title, claims, about }: DiscrepancyView) {
  const intl = useIntl()
  const { had, used, thaws, limit, donor } = about
  return {
    code: isCodeTitle(kind) ? <Code>{title}</Code> : title,
    count: claims.length,
    had: had === null ? '?' : sayVolume(intl, had),
    used: used === null ? '?' : sayVolume(intl, used),
    thaws: thaws ?? 0,
    limit: limit ?? 0,
    donor: <Code>{donor ?? '?'}</Code>,
  }
}
