import {
  IconCertificate,
  IconLink,
  IconPrinter,
  IconShieldCheck,
  IconSnowflake,
} from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Card } from '../components/Card.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { DataMatrix } from '../components/DataMatrix.tsx'
import { Lineage, type LineageSpecimen } from '../components/Lineage.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Timeline } from '../components/Timeline.tsx'
import { CUSTODY } from './box-screen.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

const line = (
  code: string,
  title: string,
  amount: string,
  parents: string[],
  gone = false,
): LineageSpecimen => ({ id: code, code, title, amount, parents, gone })

const FAMILY = [
  line('FX05652998', 'Whole blood', '9 mL', [], true),
  line('FX05653001', 'Plasma', '4 mL', ['FX05652998'], true),
  line('FX05653141', 'Plasma', '0.5 mL', ['FX05653001']),
  line('FX05653142', 'Plasma', '0.5 mL', ['FX05653001']),
  line('FX05653143', 'Plasma', '0.5 mL', ['FX05653001']),
  line('FX05653002', 'Buffy coat', '1 mL', ['FX05652998']),
  line('FX05653160', 'DNA', '40 µg', ['FX05653002']),
]

/** One specimen: what it is, what it was made from, who had it. */
export const SpecimenScreen = () => (
  <Frame title="Sample" subtitle="NORDLUNG, visit 2" current="samples">
    <ScanDisplay
      form="slim"
      line="Scan a position to move it, or another tube"
      announcement="Scan a position to move it, or another tube"
    />
    <div className={styles.specimen}>
      <div className={styles.stack}>
        <Card label="Identity">
          <div className={styles.identity}>
            <DataMatrix code="FX05653142" label="Data Matrix of FX05653142" />
            <div className={styles.stack}>
              <Code size={44} strong>
                FX05653142
              </Code>
              <div>Plasma aliquot, 0.5 mL, none used yet</div>
              <div>
                <Chip tone="steel" glyph="filled">
                  Stored
                </Chip>{' '}
                <Chip tone="ok" icon={IconShieldCheck}>
                  Consent valid
                </Chip>{' '}
                <Chip icon={IconSnowflake}>0 thaws of 3</Chip>
              </div>
            </div>
          </div>
        </Card>
        <Card
          title="Lineage"
          aside={
            <>
              Donor <Code>D-7KQ2-M4XE</Code>
            </>
          }
          padded
        >
          <Lineage
            specimens={FAMILY}
            current="FX05653142"
            onOpen={() => undefined}
            ariaLabel="Lineage"
          />
        </Card>
      </div>
      <Card
        title="Custody"
        aside={
          <Chip tone="ok" icon={IconLink} ground="bare">
            No gap
          </Chip>
        }
        padded
        scrolls
        foot={
          <div className={styles.pair}>
            <Button kind="steel" icon={IconCertificate}>
              Prove custody
            </Button>
            <Button icon={IconPrinter}>Label</Button>
          </div>
        }
      >
        <Timeline entries={CUSTODY} ariaLabel="Custody" />
      </Card>
    </div>
  </Frame>
)
