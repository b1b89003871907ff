import { IconKeyboard, IconScan } from '@tabler/icons-react'
import { Button } from '../components/Button.tsx'
import { Code } from '../components/Code.tsx'
import { ScanDisplay } from '../components/ScanDisplay.tsx'
import styles from './gallery.module.css'

/** The scan display in all its forms. */
export function Displays() {
  return (
    <main className={styles.sheet}>
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
      <div className={styles.columns}>
        <Intake />
        <Intake done />
        <WrongTube />
      </div>
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
    </main>
  )
}

/** The display of an intake, before and after a tube is stored. */
export const Intake = ({ done }: { done?: boolean }) => (
  <ScanDisplay
    form="work"
    status="Listening"
    line="Scan tube for"
    target={done ? 'B4' : 'B3'}
    count={{ n: done ? 13 : 12, total: 81 }}
    next={
      <>
        then <Code>{done ? 'B5' : 'B4'}</Code>
      </>
    }
    success={
      done && (
        <>
          <Code strong>B3</Code> stored
        </>
      )
    }
    announcement="Scan tube for B3, 12 of 81"
  />
)

/** The display on hold. */
export const WrongTube = () => (
  <ScanDisplay
    form="hold"
    word="Stop"
    line="Serum tube"
    second="this box takes plasma"
    explanation={
      <>
        Put it aside. <Code>FX05653802</Code> is not stored.
      </>
    }
    at={
      <>
        held at <Code>B3</Code>
      </>
    }
    announcement="Stop. Serum tube, this box takes plasma. Put it aside, FX05653802 is not stored."
  />
)
