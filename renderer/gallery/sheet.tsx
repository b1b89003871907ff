import { IconArrowBackUp, IconCheck, IconScan, IconTransfer, IconTrash } from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Card } from '../components/Card.tsx'
import { Chip } from '../components/Chip.tsx'
import { Code } from '../components/Code.tsx'
import { Glyph } from '../components/Glyph.tsx'
import { GLYPH_STATES } from '../components/glyph-state.ts'
import { Kbd } from '../components/Kbd.tsx'
import { Legend } from '../components/Legend.tsx'
import styles from './gallery.module.css'

const Signs = ({ size }: { size: number }) => (
  <div className={styles.tray}>
    {GLYPH_STATES.map((state) => (
      <Glyph
        key={state}
        state={state}
        size={size}
        lettered
        letter={state === 'target' || state === 'hold' ? 'B3' : undefined}
      />
    ))}
  </div>
)

/** Signs, buttons, chips and codes on one page. */
export function Sheet() {
  return (
    <main className={styles.sheet}>
      <Card title="States: shape, letter, pattern, then colour" padded>
        <Signs size={56} />
        <Signs size={40} />
        <Signs size={24} />
      </Card>
      <div className={styles.columns}>
        <Card title="Controls" padded>
          <div className={styles.line}>
            <Button kind="ember" size={64} icon={IconScan}>
              The next action
            </Button>
            <Button kind="steel" icon={IconTransfer}>
              Main, not next
            </Button>
            <Button icon={IconArrowBackUp}>
              Undo <Code>B2</Code> <Kbd>Ctrl Z</Kbd>
            </Button>
            <Button kind="quiet">Quiet</Button>
            <Button kind="stop" icon={IconTrash} size={48}>
              Dispose of tube
            </Button>
            <Button kind="steel" disabled>
              Not yet
            </Button>
          </div>
        </Card>
        <Card title="Chips and codes" aside="4 open" padded>
          <div className={styles.line}>
            <Chip tone="ok" icon={IconCheck}>
              Stored
            </Chip>
            <Chip tone="stop">Missing</Chip>
            <Chip tone="caution" glyph="expiring">
              Expiring
            </Chip>
            <Chip tone="contested" icon={IconTransfer}>
              Moved
            </Chip>
            <Chip tone="steel" glyph="filled">
              Stored
            </Chip>
            <Code size={32} strong>
              FX05653780 Il1 O0
            </Code>
            <Code>-&gt; --</Code>
          </div>
        </Card>
        <Card title="Legend" padded>
          <Legend states={GLYPH_STATES} direction="column" />
        </Card>
      </div>
    </main>
  )
}
