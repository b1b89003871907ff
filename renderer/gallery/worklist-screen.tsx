import { IconKeyboard, IconScan } from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Card } from '../components/Card.tsx'
import { Checks } from '../components/Checks.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { Glyph } from '../components/Glyph.tsx'
import { PickList } from '../components/PickList.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Tiles } from '../components/Tiles.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

/** Two tubes that claim one position. */
export const WorklistScreen = () => (
  <Frame title="Worklist" subtitle="4 open" current="worklist">
    <div className={styles.worklist}>
      <PickList
        selected="1"
        onSelect={() => undefined}
        ariaLabel="Open discrepancies"
        items={['R2/B3/A1', 'R4/B7/D5', 'R4/B7/F8'].map((at, n) => ({
          id: `${n + 1}`,
          sign: <Glyph state="contested" size={42} />,
          title: <Code>{at}</Code>,
          line: 'claimed by two tubes',
          sub: 'F3/S2, since yesterday 17:20',
        }))}
      />
      <div className={styles.stack}>
        <ScanDisplay
          form="slim"
          status="Surest way, about 30 s"
          line={
            <>
              Scan the tube in <Code>R2/B3/A1</Code>
            </>
          }
          action={
            <Button kind="ember" size={64} icon={IconScan}>
              Rescan position
            </Button>
          }
          announcement="Scan the tube in R2/B3/A1"
        />
        <div className={styles.pair}>
          <Claim code="FX05649928" bench="Bench 1, online" />
          <Claim code="FX05653311" bench="Bench 3, offline 3 h" />
        </div>
        <Card title="SPREC" aside="Version 2, from recorded times" padded>
          <Tiles
            ariaLabel="Elements of the code"
            tiles={[
              { name: 'Sample', code: 'PL1', note: 'Plasma, single spun' },
              { name: 'Container', code: 'PED', note: 'K-EDTA tube' },
              { name: 'Before spin', code: 'B', note: '1 h 12 min 08 s, 4 °C' },
              { name: 'Spin 1', code: 'D', note: '2,000 g, 10 min, brake' },
              { name: 'Storage', code: 'D', note: 'Cryotube, -80 °C' },
            ]}
          />
        </Card>
      </div>
    </div>
  </Frame>
)

const Claim = ({ code, bench }: { code: string; bench: string }) => (
  <Card
    label={code}
    foot={
      <Button wide>
        <Code>{code}</Code> is there
      </Button>
    }
  >
    <div className={styles.spaced}>
      <div className={styles.headLine}>
        Claim <Chip tone="steel">{bench}</Chip>
      </div>
      <Code size={30} strong>
        {code}
      </Code>
      <Checks
        checks={[
          { id: '1', is: 'ok', words: 'Tube scanned, Data Matrix' },
          { id: '2', is: 'weak', words: 'Position typed twice, not scanned', icon: IconKeyboard },
          { id: '3', is: 'fails', words: 'Clock out by 4 min' },
        ]}
      />
    </div>
  </Card>
)
