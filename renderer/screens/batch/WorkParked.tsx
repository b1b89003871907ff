import { Button } from '../../components/Button.tsx'
import { CardInset } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { ParkedTray } from '../../components/ParkedTray.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useHold, useWorkDone, useWorkSaid } from './say-work.tsx'
import type { Work, WorkShown } from './use-work.ts'
import styles from './work.module.css'

interface TrayProps {
  parked: readonly { readonly code: string }[]
  onResolve: () => void
}

/** What was parked without stopping the batch. It stays until a person has resolved it. */
export function ParkedTrayOf({ parked, onResolve }: TrayProps) {
  const t = useT()
  const sentence = useSentence()
  const last = parked.at(-1)
  if (last === undefined) return null
  return (
    <CardInset>
      <ParkedTray
        title={t('work.parkedTray', { count: parked.length })}
        sub={sentence('work.parkedSub', { code: last.code }).shown}
        action={<Button onClick={onResolve}>{t('intake.resolve')}</Button>}
      />
    </CardInset>
  )
}

export interface WorkParkedProps {
  shown: WorkShown
  work: Work
  onClose: () => void
}

/** What each parked code is. Scans go on behind it, and what they did is said here. */
export function WorkParked({ shown, work, onClose }: WorkParkedProps) {
  const t = useT()
  const { session } = shown
  const all = useTakeAll(session)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('intake.resolveQuestion')}
      ways={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <p>{session.parked.length === 0 ? t('intake.resolvedAll') : t('work.resolveHint')}</p>
      <ul className={styles.parked}>
        {session.parked.map(({ code }) => (
          <li key={code} className={styles.parkedCode}>
            <Code size={20} strong breaks>
              {code}
            </Code>
            <Button kind="steel" disabled={work.isBusy} onClick={() => work.resolve(code, 'tube')}>
              {t('intake.isTube')}
            </Button>
            <Button disabled={work.isBusy} onClick={() => work.resolve(code, 'aside')}>
              {t('intake.setAside')}
            </Button>
          </li>
        ))}
      </ul>
      {session.parked.length > 1 && (
        <Button kind="steel" wide disabled={work.isBusy} onClick={work.resolveAll}>
          {all}
        </Button>
      )}
      <Said shown={shown} />
    </Dialog>
  )
}

/** What taking all of them at once would make of them, where the batch says what it registers. WRK-16 */
function useTakeAll({ setup, parked }: WorkShown['session']): string {
  const t = useT()
  const names = useNames()
  const n = parked.length
  const registers =
    setup.kind === 'accession' || (setup.kind === 'receiving' && setup.study !== null)
  return registers
    ? t('work.resolveAllAs', { n, material: names.material(setup.material) })
    : t('work.resolveAll', { n })
}

/** What the last scan came to, which the dialog hides. */
function Said({ shown: { outcome } }: Pick<WorkParkedProps, 'shown'>) {
  const said = useWorkSaid(outcome)?.sentence
  const done = useWorkDone(outcome)
  const describe = useHold()
  const held = outcome?.type === 'held' ? describe(outcome.hold) : undefined
  return <p role="status">{(held?.title ?? said ?? done)?.shown}</p>
}

interface FinishProps {
  shown: WorkShown
  onClose: () => void
  onResolve: () => void
}

/** Nothing is forgotten by ending a batch: what is parked is resolved first. */
export function ParkedBeforeFinish({ shown, onClose, onResolve }: FinishProps) {
  const t = useT()
  const { parked } = shown.session
  return (
    <Dialog
      open
      onClose={onClose}
      question={t('work.finishParked', { count: parked.length })}
      ways={
        <>
          <Button kind="steel" onClick={onResolve}>
            {t('intake.resolve')}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <ul>
        {parked.map(({ code }) => (
          <li key={code}>
            <Code>{code}</Code>
          </li>
        ))}
      </ul>
      <Said shown={shown} />
    </Dialog>
  )
}
