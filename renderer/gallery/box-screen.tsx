import {
  IconBarcode,
  IconBuildingWarehouse,
  IconKeyboard,
  IconLink,
  IconPrinter,
  IconTransfer,
} from '@tabler/icons-react'
import { useState } from 'react'
import { BoxMap } from '../components/BoxMap.tsx'
import { Button } from '../components/Button.tsx'
import { Card, Facts } from '../components/Card.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { Legend } from '../components/Legend.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Timeline, type TimelineEntry } from '../components/Timeline.tsx'
import { letters, MIXED_BOX, numbers } from './boxes.ts'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

export const CUSTODY: TimelineEntry[] = [
  {
    id: '1',
    kind: 'now',
    title: (
      <>
        Returned to <Code>C6</Code>
      </>
    ),
    sub: 'Ida Lindqvist, 12 Jun 2026, 14:22:41',
  },
  {
    id: '2',
    kind: 'out',
    title: 'Checked out, 4 min 20 s',
    sub: 'Ida Lindqvist, 12 Jun 2026, 14:18:21',
  },
  {
    id: '3',
    kind: 'past',
    title: 'Handed over to freezer F3',
    sub: 'Jana Weber to Uppsala biobank, 12 Mar 2026, 12:41:00',
    seal: { meaning: 'Handover signed', hash: '7C20-E9B4' },
  },
  {
    id: '4',
    kind: 'disputed',
    title: (
      <>
        Stored in <Code>C6</Code>
      </>
    ),
    sub: 'Jana Weber, 12 Mar 2026, 12:40:09',
  },
  {
    id: '5',
    kind: 'past',
    title: (
      <>
        Received, accession <Code>U26-00417</Code>
      </>
    ),
    sub: 'Jana Weber, 12 Mar 2026, 10:21:55',
  },
]

/** A box looked at, with one tube selected. */
export function BoxScreen() {
  const [selected, select] = useState(23)
  return (
    <Frame
      title={
        <>
          Box <Code>BX-19822</Code>
        </>
      }
      subtitle={<Code>F3/S2/R4/B7</Code>}
      current="freezers"
    >
      <ScanDisplay
        form="slim"
        line={
          <>
            Scan a tube or a position to select it. Free next: <Code>C4</Code>
          </>
        }
        action={
          <Button kind="panel" size={48} icon={IconKeyboard}>
            Type
          </Button>
        }
        announcement="Scan a tube or a position to select it. Free next: C4"
      />
      <div className={styles.map}>
        <Card label="Map of the box">
          <div className={styles.mapInside}>
            <BoxMap
              fit="box"
              rows={9}
              columns={9}
              rowLabels={letters(9)}
              columnLabels={numbers(9)}
              cells={MIXED_BOX}
              selected={selected}
              target={21}
              onSelect={select}
              ariaLabel="Box BX-19822"
            />
            <div className={styles.stack}>
              <div>
                <strong>58 of 81 taken</strong>
                <div className={styles.muted}>55 in place, 3 out</div>
              </div>
              <Legend
                direction="column"
                states={[
                  'empty',
                  'filled',
                  'target',
                  'contested',
                  'held',
                  'blocked',
                  'quarantined',
                  'expiring',
                  'unverified',
                ]}
              />
              <Button icon={IconBarcode} className={styles.push}>
                Rescan box
              </Button>
              <Button icon={IconPrinter}>Print map</Button>
            </div>
          </div>
        </Card>
        <Selected />
      </div>
    </Frame>
  )
}

const Selected = () => (
  <Card
    label="Selected tube"
    scrolls
    foot={
      <div className={styles.pair}>
        <Button kind="steel" icon={IconBuildingWarehouse}>
          Check out
        </Button>
        <Button icon={IconTransfer}>Move</Button>
      </div>
    }
  >
    <div className={styles.spaced}>
      <div className={styles.headLine}>
        <span className={styles.muted}>
          Selected, <Code>C6</Code>
        </span>
        <Chip tone="steel" glyph="filled">
          Stored
        </Chip>
      </div>
      <Code size={32} strong>
        FX05653142
      </Code>
      <div>Plasma, 0.5 mL, NORDLUNG visit 2</div>
      <Facts
        facts={[
          { name: 'Donor', value: <Code>D-7KQ2-M4XE</Code> },
          { name: 'Thaws', value: '0 of 3 allowed' },
          { name: 'Out of the cold', value: '4 min 20 s in all' },
        ]}
      />
      <hr className={styles.rule} />
      <div className={styles.headLine}>
        <strong>Custody</strong>
        <Chip tone="ok" icon={IconLink} ground="bare">
          No gap
        </Chip>
      </div>
      <Timeline entries={CUSTODY} ariaLabel="Custody" />
    </div>
  </Card>
)
