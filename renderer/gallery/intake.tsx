import { IconArrowBackUp, IconCheck, IconKeyboard, IconPlayerPause } from '@tabler/icons-react'
import { BoxMap } from '../components/BoxMap.tsx'
import { Button } from '../components/Button.tsx'
import { Card, CardInset } from '../components/Card.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { Legend } from '../components/Legend.tsx'
import { ParkedTray } from '../components/ParkedTray.tsx'
import { type Column, Table } from '../components/Table.tsx'
import { TonesButton } from '../components/Tones.tsx'
import { INTAKE_BOX, letters, numbers } from './boxes.ts'
import { Intake } from './displays.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

const SCANS = [
  { at: 'B2', code: 'FX05653780', time: '14:31:08' },
  { at: 'B1', code: 'FX05653779', time: '14:31:05' },
  { at: 'A9', code: 'FX05653776', time: '14:31:01' },
  { at: 'A8', code: 'FX05653775', time: '14:30:57' },
]

const COLUMNS: Column<(typeof SCANS)[number]>[] = [
  { id: 'at', header: 'Position', as: 'code', cell: ({ at }) => <strong>{at}</strong> },
  { id: 'code', header: 'Tube', as: 'code', cell: ({ code }) => code },
  { id: 'kind', header: 'Kind', as: 'quiet', cell: () => 'Plasma' },
  { id: 'time', header: 'Time', as: 'time', cell: ({ time }) => time },
  {
    id: 'state',
    header: 'State',
    as: 'end',
    cell: ({ at }) => (
      <Chip tone="ok" icon={IconCheck} ground={at === 'B2' ? 'raised' : 'bare'}>
        Stored
      </Chip>
    ),
  },
]

/** A box being filled. */
export const IntakeScreen = () => (
  <Frame
    title="Batch intake"
    subtitle={
      <>
        Box <Code>BX-20417</Code>
      </>
    }
    current="scan"
  >
    <div className={styles.two}>
      <div className={styles.stack}>
        <Intake />
        <Card title="Last scans" aside="11 stored, 1 parked" className={styles.grow}>
          <Table
            caption="Last scans"
            columns={COLUMNS}
            rows={SCANS}
            rowKey={({ at }) => at}
            latest="B2"
            headless
          />
          <CardInset>
            <ParkedTray
              title={
                <>
                  1 unknown code parked, <Code>A7</Code>
                </>
              }
              sub={
                <>
                  <Code>0232021993</Code> is stored once known
                </>
              }
              action={<Button>Resolve</Button>}
            />
          </CardInset>
        </Card>
        <div className={styles.acts}>
          <Button size={64} icon={IconArrowBackUp}>
            Undo <Code>B2</Code> <Kbd>Ctrl Z</Kbd>
          </Button>
          <Button size={64} icon={IconKeyboard}>
            Type
          </Button>
          <Button size={64} icon={IconPlayerPause}>
            Pause
          </Button>
        </div>
      </div>
      <Card label="Box BX-20417">
        <div className={styles.inset}>
          <div className={styles.headLine}>
            <div>
              <Code size={22} strong>
                BX-20417
              </Code>
              <div>
                <Code>F3/S2/R4/B3</Code>, plasma, fills along rows
              </div>
            </div>
            <TonesButton onOpen={() => undefined} />
          </div>
          <div className={styles.fill}>
            <BoxMap
              fit="box"
              rows={9}
              columns={9}
              rowLabels={letters(9)}
              columnLabels={numbers(9)}
              cells={INTAKE_BOX}
              target={11}
              ariaLabel="Box BX-20417"
            />
          </div>
          <Legend states={['empty', 'filled', 'target', 'unknown']} />
        </div>
      </Card>
    </div>
  </Frame>
)
