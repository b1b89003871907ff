import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { linearUnfit } from '#shared/label/linear.ts'
import { TEST_CODE_IDS, TEST_CODES, type TestCodeId } from '#shared/scan/test-sheet.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { type Say, useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { CodePicture } from './CodePicture.tsx'
import styles from './devices.module.css'
import { FoundOut } from './FoundOut.tsx'
import { sayWrong } from './say-wrong.ts'
import { type TestState, useScannerTest } from './use-scanner-test.ts'

/** One test for every scanner: codes on the screen, and what it makes of each. */
export function TestCard() {
  const t = useT()
  const [isRunning, setRunning] = useState(false)
  const { state, clear } = useScannerTest(isRunning)
  const { ticked, found, wrong } = state
  useTones(state)
  const isDone = ticked.size === TEST_CODE_IDS.length
  return (
    <Card
      title={t('scannerTest.title')}
      padded
      aside={
        <Button
          size={48}
          kind={isRunning ? 'outlined' : 'steel'}
          onClick={() => {
            if (!isRunning) clear()
            setRunning(!isRunning)
          }}
        >
          {t(isRunning ? 'scannerTest.end' : 'scannerTest.start')}
        </Button>
      }
    >
      <div className={styles.lines}>
        {isRunning ? <Sheet ticked={ticked} /> : <p>{t('scannerTest.about')}</p>}
        <div className={styles.lines} aria-live="polite">
          {wrong && <Banner tone="caution">{sayWrong(t, wrong)}</Banner>}
          {isDone && !wrong && <Banner tone="note">{t('scannerTest.allRight')}</Banner>}
          {found && <FoundOut found={found} />}
        </div>
      </div>
    </Card>
  )
}

/** Right and wrong can be heard: whoever scans looks at the code. */
function useTones({ ticked, wrong }: TestState): void {
  const count = ticked.size
  useEffect(() => {
    if (count > 0) playTone('success')
  }, [count])
  useEffect(() => {
    if (wrong) playTone('warning')
  }, [wrong])
}

function Sheet({ ticked }: { ticked: ReadonlySet<TestCodeId> }) {
  const t = useT()
  const [chosen, setChosen] = useState<TestCodeId>()
  const [wantsBars, setBars] = useState(false)
  const next = TEST_CODE_IDS.find((id) => !ticked.has(id)) ?? 'check'
  const shown = chosen !== undefined && !ticked.has(chosen) ? chosen : next
  const code = TEST_CODES[shown]
  const canBars = linearUnfit(code) === null && code.length <= 24
  const bars = wantsBars && canBars
  return (
    <>
      <p className={styles.scanThis}>{t('scannerTest.scanThis')}</p>
      <div className={styles.sheet}>
        <div className={styles.shown}>
          <CodePicture code={code} bars={bars} label={t(`scannerTest.code.${shown}`)} />
          <Code breaks>{code.length > 40 ? `${code.slice(0, 24)}…` : printable(code)}</Code>
          <div className={styles.choice}>
            {[false, true].map((one) => (
              <Button
                key={String(one)}
                size={48}
                aria-pressed={bars === one}
                kind={bars === one ? 'steel' : 'outlined'}
                disabled={one && !canBars}
                onClick={() => setBars(one)}
              >
                {one ? 'Code 128' : 'Data Matrix'}
              </Button>
            ))}
          </div>
        </div>
        <ol className={styles.steps}>
          {TEST_CODE_IDS.map((id) => (
            <li key={id}>
              <button
                type="button"
                className={styles.step}
                aria-label={ticked.has(id) ? tickedName(t, id) : undefined}
                aria-current={id === shown ? 'step' : undefined}
                onClick={() => setChosen(id)}
              >
                <Icon of={ticked.has(id) ? IconCircleCheck : IconCircle} size={24} />
                <span>{t(`scannerTest.code.${id}`)}</span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

/** The tick is no word. */
const tickedName = (t: Say, id: TestCodeId): string =>
  `${t(`scannerTest.code.${id}`)}, ${t('scannerTest.ticked')}`

/** The separator has no sign of its own. */
const printable = (code: string): string => code.replace('\u001d', '␝')
