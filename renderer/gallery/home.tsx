import {
  IconAlertHexagon,
  IconArrowBackUp,
  IconBox,
  IconChecklist,
  IconChevronRight,
  IconCircleCheck,
  IconClock,
  IconDatabase,
  IconKeyboard,
  IconListCheck,
  IconPrinter,
} from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Card, CardRow } from '../components/Card.tsx'
import { Code } from '../components/Code.tsx'
import { Glyph } from '../components/Glyph.tsx'
import { Icon } from '../components/Icon.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import { Frame } from './Frame.tsx'
import styles from './screens.module.css'

/** The morning screen. */
export const Home = () => (
  <Frame title="Good afternoon, Ida" subtitle="Uppsala, bench 3" current="scan" scanner={false}>
    <ScanDisplay
      form="ready"
      status="Ready, always listening"
      line="Scan a box to begin"
      hint={
        <>
          or a <strong>tube</strong>, a <strong>position</strong>, a <strong>badge</strong>, a{' '}
          <strong>command</strong>
        </>
      }
      action={
        <Button kind="panel" icon={IconKeyboard}>
          Type a code
        </Button>
      }
      announcement="Scan a box to begin"
    />
    <div className={styles.home}>
      <Today />
      <Recent />
      <Card title="This bench">
        <CardRow
          icon={<Icon of={IconPrinter} size={26} />}
          title="Ready, 212 labels left"
          sub="Label printer"
          end={<Icon of={IconCircleCheck} />}
        />
        <CardRow
          icon={<Icon of={IconDatabase} size={26} />}
          title="Today 12:00"
          sub="Backup"
          end={<Icon of={IconCircleCheck} />}
        />
      </Card>
    </div>
  </Frame>
)

const Today = () => (
  <Card title="Today" aside="4 open">
    <CardRow
      icon={<Icon of={IconBox} size={28} />}
      title={
        <>
          Intake of <Code>BX-20417</Code>
        </>
      }
      sub="12 of 81 scanned"
      end={<Button kind="steel">Continue</Button>}
    />
    <CardRow
      icon={<Icon of={IconListCheck} size={28} />}
      title={
        <>
          Pick request <Code>RQ-118</Code>
        </>
      }
      sub="120 aliquots from 3 freezers"
      end={<Button>Start</Button>}
    />
    <CardRow
      icon={<Icon of={IconChecklist} size={28} />}
      title={
        <>
          Audit of freezer <Code>F3</Code>
        </>
      }
      sub="27 of 40 racks done"
      end={<Button>Resume</Button>}
    />
    <CardRow
      icon={<Icon of={IconClock} size={28} />}
      title="5 tubes overdue"
      sub="Longest out: 2 h 10 min"
      end={<Button>Show</Button>}
    />
    <CardRow
      icon={<Icon of={IconAlertHexagon} size={28} />}
      title="4 discrepancies need a person"
      sub="3 positions, 1 box"
      end={<Icon of={IconChevronRight} />}
    />
  </Card>
)

const Recent = () => (
  <Card
    title="Recent scans"
    aside={
      <Button kind="quiet" size={48}>
        All scans
      </Button>
    }
    foot={
      <>
        <Button icon={IconArrowBackUp}>Undo last scan</Button> <Code>FX05653780</Code>
      </>
    }
  >
    <CardRow
      latest
      icon={<Glyph state="filled" size={36} />}
      title={<Code>FX05653780</Code>}
      sub={
        <>
          Stored in <Code>BX-20417/B2</Code>
        </>
      }
      end="14:31"
    />
    <CardRow
      icon={<Glyph state="unknown" size={36} />}
      title={<Code>0232021993</Code>}
      sub={
        <>
          Unknown code, parked at <Code>A7</Code>
        </>
      }
      end="14:30"
    />
    <CardRow
      icon={<Glyph state="held" size={36} />}
      title={<Code>FX05652977</Code>}
      sub={
        <>
          Checked out from <Code>BX-19822/B7</Code>
        </>
      }
      end="14:18"
    />
  </Card>
)
