import { IconArrowBackUp, IconArrowRight, IconHelpCircle, IconUserCheck } from '@tabler/icons-react'
import { Banner } from '../components/Banner.tsx'
import { BoxMap } from '../components/BoxMap.tsx'
import { Button } from '../components/Button.tsx'
import { Code } from '../components/Code.tsx'
import { StoredTray } from '../components/ParkedTray.tsx'
import { Progress } from '../components/Progress.tsx'
import { boxOf, letters, numbers } from './boxes.ts'
import { Intake, WrongTube } from './displays.tsx'
import styles from './gallery.module.css'
import screens from './screens.module.css'

const Rows = ({
  lines,
  ...cue
}: {
  lines: string
  target?: number
  landed?: { index: number; key: number }
}) => (
  <BoxMap
    rows={2}
    columns={9}
    rowLabels={letters(2)}
    columnLabels={numbers(9)}
    cells={boxOf(lines)}
    ariaLabel="Two rows of the box"
    {...cue}
  />
)

/** A tube that may not be stored here, and one that was. */
export const HoldScreen = () => (
  <main className={styles.sheet}>
    <div className={styles.columns}>
      <div className={screens.stack}>
        <WrongTube />
        <Rows lines="oooooo?oo oo!......" target={11} />
        <Banner tone="stop">Other scans wait until this is handled</Banner>
        <Button kind="ember" size={64} wide icon={IconArrowRight}>
          Put aside, go on with <Code>B3</Code>
        </Button>
        <div className={screens.pair}>
          <Button icon={IconUserCheck}>Ask a supervisor</Button>
          <Button icon={IconHelpCircle}>Why</Button>
        </div>
      </div>
      <div className={screens.stack}>
        <Intake done />
        <Rows lines="oooooo?oo ooST....." target={12} landed={{ index: 11, key: 1 }} />
        <StoredTray
          title={<Code>FX05653781</Code>}
          sub="Plasma, in B3 at 14:31:12"
          action={
            <Button icon={IconArrowBackUp}>
              Undo <Code>B3</Code>
            </Button>
          }
        />
        <Banner tone="caution" action={<Button size={48}>Show</Button>}>
          The clock of this bench is 4 min behind the site since 09:12
        </Banner>
        <Progress
          label="Checking 50,000 rows"
          value={358}
          total={520}
          words="358 of 520 boxes"
          timeLeft="about 52 min left"
          onCancel={() => undefined}
        />
      </div>
    </div>
  </main>
)
