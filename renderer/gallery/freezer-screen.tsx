import { IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Card } from '../components/Card.tsx'
import { Code } from '../components/Code.tsx'
import { FreezerList } from '../components/FreezerList.tsx'
import { FillLegend, FreezerMap, type RackView } from '../components/FreezerMap.tsx'
import { Legend } from '../components/Legend.tsx'
import { type Drawer, RackDrawers } from '../components/RackDrawers.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

/** A fixed scatter of fills, so that two pictures are alike. */
const fillAt = (n: number, base: number) =>
  Math.max(0, Math.min(1, base + (((n * 7919) % 100) - 40) / 130))

const racks: RackView[] = Array.from({ length: 40 }, (_, n) => {
  const base = 1.02 - Math.floor(n / 8) * 0.17
  const boxes = Array.from({ length: 13 }, (_, level) => ({
    fill: n > 36 ? 0 : fillAt(n * 13 + level, base),
    contested: (n === 9 && level === 2) || (n === 11 && level === 6),
    unverified: n === 29 || (n === 16 && level < 3),
  }))
  const fill = boxes.reduce((sum, box) => sum + box.fill, 0) / 13
  return { boxes, fill, name: `S${Math.floor(n / 8) + 1}/R${(n % 8) + 1}` }
})

const drawers: Drawer[] = [74, 81, 12, 81, 70, 81, 58, 81, 81, 79, 66, 0].map((filled, n) => ({
  id: `B${n + 1}`,
  level: `B${n + 1}`,
  box: { code: `BX-${19801 + n * 3}`, filled, total: 81 },
  mark: n === 2 ? 'target' : n === 6 ? 'contested' : undefined,
  name: `B${n + 1}, ${filled} of 81`,
}))

const freezers = ['F1', 'F2', 'F3', 'F4', 'F5'].map((code, n) => ({
  id: code,
  code,
  temperature: `-8${n}.4 °C`,
  note: `${[92, 88, 68, 41, 0][n]} % full`,
  fills: Array.from({ length: 5 }, (_, shelf) =>
    Array.from({ length: 4 }, (_, rack) =>
      n === 4 ? 0 : fillAt(shelf * 4 + rack + n, 1.05 - n * 0.2 - shelf * 0.08),
    ),
  ),
}))

/** A room of freezers, one of them open. */
export function FreezerScreen() {
  const [rack, select] = useState(11)
  return (
    <Frame title="Freezers" subtitle="Uppsala" current="freezers">
      <div className={styles.freezers}>
        <div className={styles.stack}>
          <FreezerList
            items={freezers}
            selected="F3"
            onSelect={() => undefined}
            ariaLabel="Freezers"
          />
          <div className={styles.push}>
            <FillLegend />
            <Legend direction="column" size={30} states={['contested', 'unverified']} />
          </div>
        </div>
        <div className={styles.stack}>
          <ScanDisplay
            form="slim"
            line="Scan a rack, box or tube to open it"
            action={
              <Button kind="panel" size={48} icon={IconKeyboard}>
                Type
              </Button>
            }
            announcement="Scan a rack, box or tube to open it"
          />
          <div className={styles.grow}>
            <FreezerMap
              code="F3"
              summary="469 of 520 boxes hold tubes"
              temperature="-80.4 °C"
              temperatureNote="door shut 6 h"
              shelfLabels={['S1', 'S2', 'S3', 'S4', 'S5']}
              rackLabels={['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']}
              racks={racks}
              selected={rack}
              onSelect={select}
              ariaLabel="Freezer F3"
            />
          </div>
        </div>
        <Card title={<Code size={22}>S2/R4</Code>} aside="84 % full" padded scrolls>
          <RackDrawers
            drawers={[...drawers, { id: 'B13', level: 'B13', box: null, name: 'B13, no box' }]}
            selected="B7"
            onOpen={() => undefined}
            vacant="No box"
            ariaLabel="Boxes of S2/R4"
          />
        </Card>
      </div>
    </Frame>
  )
}
