import { IconArrowBackUp, IconBox, IconPlayerPause, IconTransfer } from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Card, CardRow } from '../components/Card.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { ExposureClock } from '../components/ExposureClock.tsx'
import { Progress } from '../components/Progress.tsx'
import { RackProgress, type RackState } from '../components/RackProgress.tsx'
import { RateScale } from '../components/RateScale.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

const stateOf = (n: number): RackState => {
  if ([4, 8, 13, 23].includes(n)) return { is: 'findings', count: 1 }
  if (n === 27) return { is: 'now', read: 7 }
  return n < 27 ? { is: 'done' } : { is: 'todo' }
}

const racks = Array.from({ length: 40 }, (_, n) => ({
  state: stateOf(n),
  name: `S${Math.floor(n / 8) + 1}/R${(n % 8) + 1}`,
}))

/** An audit that is half done. */
export const AuditScreen = () => (
  <Frame title="Audit of freezer F3" subtitle="Box presence" current="audits" scanner={false}>
    <div className={styles.auditTop}>
      <ScanDisplay
        form="work"
        status="Listening"
        line="Scan the boxes in"
        target="S4/R4"
        count={{ n: 7, total: 13 }}
        next={
          <>
            then <Code>S4/R5</Code>
          </>
        }
        announcement="Scan the boxes in S4/R4, 7 of 13"
      />
      <Card label="Exposure">
        <div className={styles.clock}>
          <ExposureClock spent={102} allowed={300} limit="of 5:00" ariaLabel="1 min 42 s out" />
          <div>
            <strong>Rack out of the cold</strong>
            <div className={styles.muted}>Back in by 14:39:18</div>
          </div>
        </div>
      </Card>
    </div>
    <div className={styles.audit}>
      <Card title="Expected and found" padded>
        <Progress
          label="355 found in place"
          value={358}
          total={520}
          words="358 of 520 boxes"
          timeLeft="about 52 min left"
        />
        <RateScale rate={0.011} low={0.004} high={0.028} max={0.04} ariaLabel="Error rate" />
      </Card>
      <Card
        title="Racks"
        aside="27 of 40 done"
        padded
        foot={
          <div className={styles.pair}>
            <Button icon={IconArrowBackUp}>Undo</Button>
            <Button icon={IconPlayerPause}>Pause</Button>
          </div>
        }
      >
        <RackProgress
          shelfLabels={['S1', 'S2', 'S3', 'S4', 'S5']}
          rackLabels={['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']}
          racks={racks}
          caption="Racks"
        />
      </Card>
      <Card title="Findings" aside="3">
        <CardRow
          title={<Code>BX-18812</Code>}
          sub={
            <>
              not in <Code>S1/R5/B9</Code>
            </>
          }
          end={<Chip tone="stop">Missing</Chip>}
        />
        <CardRow
          title={<Code>BX-18770</Code>}
          sub={
            <>
              in <Code>S2/R1/B4</Code>, not <Code>B5</Code>
            </>
          }
          end={
            <Chip tone="contested" icon={IconTransfer}>
              Moved
            </Chip>
          }
        />
        <CardRow
          title={<Code>BX-07113</Code>}
          sub={
            <>
              in <Code>S3/R8/B13</Code>
            </>
          }
          end={
            <Chip tone="caution" icon={IconBox}>
              Extra
            </Chip>
          }
        />
      </Card>
    </div>
  </Frame>
)
