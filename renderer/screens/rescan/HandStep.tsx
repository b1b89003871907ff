import { IconArrowLeft, IconCheck, IconPlayerSkipForward, IconRotate2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { BoxView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { LookUpDisplay, type Outcome } from '../lookup/LookUpDisplay.tsx'
import {
  back,
  beginWalk,
  type HandWalk,
  isWalked,
  restEmpty,
  scannedAt,
  scannedCount,
  step,
  toPosition,
  tubesOf,
} from './hand.ts'
import styles from './rescan.module.css'
import type { Stages } from './use-stage.ts'

interface HandStepProps {
  container: string
  stages: Stages
}

/** Every tube of a box by hand, position after position; Next passes an empty one by. */
export function HandStep({ container, stages }: HandStepProps) {
  const { data: box } = useLive(['box', container], () => client.query.box({ container }))
  return box?.container === container ? <Walk key={container} box={box} stages={stages} /> : null
}

function Walk({ box, stages }: { box: BoxView; stages: Stages }) {
  const t = useT()
  const sentence = useSentence()
  const [walk, setWalk] = useState(() => beginWalk(box.positions.map(({ name }) => name)))
  const [outcome, setOutcome] = useState<Outcome>()

  function refuse(why: Sentence): void {
    playTone('warning')
    setOutcome({ is: 'refused', sentence: why })
  }

  function take(code: string): void {
    const there = scannedAt(walk, code)
    if (isWalked(walk)) {
      refuse(sentence('rescan.handAll', { code }))
      return
    }
    if (there !== null && there !== walk.at) {
      refuse(sentence('rescan.readAlready', { code, position: walk.names[there]! }))
      return
    }
    const position = walk.names[walk.at]!
    playTone('success')
    setWalk(step(walk, code))
    setOutcome({ is: 'done', sentence: sentence('rescan.filled', { code, position }) })
  }

  function pass(): void {
    if (isWalked(walk)) return
    const position = walk.names[walk.at]!
    playTone('success')
    setWalk(step(walk, null))
    setOutcome({ is: 'done', sentence: sentence('rescan.handPassed', { position }) })
  }

  function finish(): void {
    if (!isWalked(walk)) {
      refuse(sentence('rescan.handNotAll', { position: walk.names[walk.at]! }))
      return
    }
    const { rows, columns } = box.layout
    stages.scanned({
      source: 'hand',
      rack: box.code,
      shape: { rows, columns },
      tubes: tubesOf(walk),
    })
  }

  useIdentitySink(
    (identity, scan) => {
      setOutcome(undefined)
      if (identity.kind === 'specimen' || identity.kind === 'unknown') return take(scan.text)
      if (identity.kind === 'duplicate') return take(scan.text)
      if (identity.kind === 'position' && identity.place.at.container === box.container)
        return setWalk(toPosition(walk, identity.place.at.index))
      const command = identity.kind === 'command' ? identity.command : undefined
      if (command === 'next') return pass()
      if (command === 'undo') return setWalk(back(walk))
      if (command === 'done') return finish()
      if (command === 'cancel') return stages.cancel()
      refuse(sentence('rescan.notNow', { code: scan.text }))
    },
    { box: box.container },
  )

  const line = isWalked(walk)
    ? sentence('rescan.lineHandDone', { box: box.code })
    : sentence('rescan.lineHand', { position: walk.names[walk.at]!, box: box.code })
  return (
    <>
      <LookUpDisplay line={line} outcome={outcome} />
      <WalkMap box={box} walk={walk} onSelect={(index) => setWalk(toPosition(walk, index))} />
      <div className={styles.acts}>
        <Button size={64} icon={IconArrowLeft} onClick={stages.cancel}>
          {t('rescan.otherSource')}
        </Button>
        <Button size={64} icon={IconRotate2} onClick={() => setWalk(back(walk))}>
          {t('rescan.handBack')}
        </Button>
        <Button
          size={64}
          icon={IconPlayerSkipForward}
          disabled={isWalked(walk)}
          onClick={() => pass()}
        >
          {t('rescan.handEmpty')}
        </Button>
        <Button size={64} disabled={isWalked(walk)} onClick={() => setWalk(restEmpty(walk))}>
          {t('rescan.handRest')}
        </Button>
        {isWalked(walk) && (
          <Button size={64} kind="ember" icon={IconCheck} onClick={finish}>
            {t('rescan.handDone')}
          </Button>
        )}
      </div>
    </>
  )
}

const SIGNS = ['read', 'empty', 'open'] as const
type Sign = (typeof SIGNS)[number]

/** Where nobody was yet is not empty. */
const signOf = (code: string | null | undefined): Sign =>
  code === undefined ? 'open' : code === null ? 'empty' : 'read'

const GLYPHS = { read: 'filled', empty: 'empty', open: 'unverified' } as const

interface WalkMapProps {
  box: BoxView
  walk: HandWalk
  onSelect: (index: number) => void
}

function WalkMap({ box, walk, onSelect }: WalkMapProps) {
  const t = useT()
  const cells = walk.names.map((label, index) => {
    const code = walk.codes.get(index)
    const sign = signOf(code)
    return {
      state: index === walk.at ? ('target' as const) : GLYPHS[sign],
      label,
      name: [label, t(`rescan.well.${sign}`), code].filter(Boolean).join(', '),
    }
  })
  return (
    <Card
      title={t('rescan.hand')}
      aside={t('rescan.tubesRead', { n: scannedCount(walk), of: walk.names.length })}
      className={styles.fill}
    >
      <div className={styles.map}>
        <BoxMap
          fit="box"
          rows={box.layout.rows}
          columns={box.layout.columns}
          rowLabels={box.rowNames}
          columnLabels={box.columnNames}
          cells={cells}
          target={isWalked(walk) ? undefined : walk.at}
          onSelect={onSelect}
          ariaLabel={t('rescan.mapOf', { code: box.code })}
        />
        <ul className={styles.signs}>
          {SIGNS.map((sign) => (
            <li key={sign}>
              <Glyph state={GLYPHS[sign]} size={24} lettered />
              <span>{t(`rescan.well.${sign}`)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
