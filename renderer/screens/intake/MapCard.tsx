import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import type { IntakeView } from '#shared/contract/intake.ts'
import { CameraButton } from '../../app/camera/CameraButton.tsx'
import { sayMaterial, sayMaterials } from '../../app/format.ts'
import { useCloseOnScan } from '../../app/scanner.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Legend } from '../../components/Legend.tsx'
import { TonesButton, TonesPanel } from '../../components/Tones.tsx'
import { useT } from '../../i18n/use-t.ts'
import { codesIn, legendOf, signsOf } from './cells.ts'
import type { Shown } from './exchange.ts'
import styles from './intake.module.css'
import type { Intake } from './use-intake.ts'

/** The box as it stands on the bench; a tap or the arrow keys choose another target. */
export function MapCard({ shown, intake }: { shown: Shown; intake: Intake }) {
  const t = useT()
  const { session } = shown
  const { box, target, hold } = session
  const cues = cuesOf(shown)
  const signs = useMemo(() => signsOf(session, cues.landed?.index), [session, cues.landed?.index])
  const cells = useCells(session, signs)
  const choose = (index: number): void => {
    const isFree = signs[index] === 'empty'
    if (isFree && hold === null && !session.paused) intake.target(index)
  }
  const label = t('intake.boxLabel', { box: box.code })
  return (
    <Card label={label}>
      <div className={styles.inset}>
        <Head session={session} />
        <div className={styles.fill}>
          <BoxMap
            fit="box"
            rows={box.layout.rows}
            columns={box.layout.columns}
            rowLabels={box.rowNames}
            columnLabels={box.columnNames}
            cells={cells}
            target={target ?? undefined}
            pulse={cues.pulse}
            landed={cues.landed}
            ariaLabel={label}
            onSelect={choose}
            onActivate={choose}
          />
        </div>
        <Legend states={legendOf(signs)} />
      </div>
    </Card>
  )
}

function cuesOf({ outcome, turn }: Shown) {
  const at = outcome !== undefined && 'index' in outcome ? outcome.index : undefined
  if (at === undefined || outcome === undefined) return {}
  const cue = { index: at, key: turn }
  if (outcome.type === 'duplicate') return { pulse: cue }
  return outcome.type === 'stored' || outcome.type === 'returned' || outcome.type === 'moved'
    ? { landed: cue }
    : {}
}

function useCells(session: IntakeView, signs: ReturnType<typeof signsOf>) {
  const t = useT()
  return useMemo(() => {
    const parked = new Map(session.parked.map(({ index, code }) => [index, code]))
    return session.box.positions.map((position, index) => {
      const state = signs[index] ?? position.state
      const words = [position.name, t(`state.${state}`), ...codesIn(position, parked.get(index))]
      return { state, label: position.name, name: words.join(', ') }
    })
  }, [session, signs, t])
}

function Head({ session: { box, material } }: { session: IntakeView }) {
  const intl = useIntl()
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const kind = box.holds.length > 0 ? sayMaterials(intl, box.holds) : sayMaterial(intl, material)
  const close = () => setOpen(false)
  useCloseOnScan(close)
  return (
    <div className={styles.head}>
      <div className={styles.headWords}>
        <Code size={22} strong>
          {box.code}
        </Code>
        <div className={styles.quiet}>
          <Code>{box.path}</Code> · {kind} ·{' '}
          {box.layout.fill.startsWith('rows') ? t('intake.fillsRows') : t('intake.fillsColumns')}
        </div>
      </div>
      <CameraButton alone />
      <TonesButton onOpen={() => setOpen(true)} />
      <Dialog
        open={isOpen}
        onClose={close}
        dismissable
        question={t('tones.which')}
        ways={<Button onClick={close}>{t('common.close')}</Button>}
      >
        <TonesPanel />
      </Dialog>
    </div>
  )
}
