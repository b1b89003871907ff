import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { Banner } from '../components/Banner.tsx'
import { Shell } from '../components/Shell.tsx'
import { useRail } from '../components/use-rail.ts'
import { useT } from '../i18n/use-t.ts'
import { useBench } from './bench.tsx'
import { DamagedBanner } from './Damaged.tsx'
import { type To, useGo } from './go.ts'
import { useSwitchUser } from './identity.ts'
import { isManager } from './may.ts'
import { openPalette } from './palette.ts'
import { openPersonMenu } from './person-menu.ts'
import { Sentences } from './Sentences.tsx'
import { saySync, saySyncInStrip } from './say-sync.ts'
import { useBadgeTaker } from './scanner.ts'

/** The places of the rail. `scan` is the home screen, the intake and the accession. */
export type RailPlace =
  | 'scan'
  | 'freezers'
  | 'samples'
  | 'worklist'
  | 'import'
  | 'ledger'
  | 'settings'
  | 'help'

export interface ScreenProps {
  current: RailPlace
  title: ReactNode
  subtitle?: ReactNode
  /** What stands over this screen while the ledger is damaged. */
  standing?: ReactNode
  children?: ReactNode
}

const RAIL: Readonly<Record<RailPlace, To>> = {
  scan: { to: 'home' },
  freezers: { to: 'freezers' },
  samples: { to: 'samples' },
  worklist: { to: 'worklist' },
  import: { to: 'import' },
  ledger: { to: 'ledger' },
  settings: { to: 'settings' },
  help: { to: 'help' },
}

const isRailPlace = (id: string): id is RailPlace => Object.hasOwn(RAIL, id)

/** What every screen stands in: the rail, where one is, sync and scanner in words, who has the bench. */
export function Screen({
  current,
  title,
  subtitle,
  standing = <Standing />,
  children,
}: ScreenProps) {
  const intl = useIntl()
  const go = useGo()
  const bench = useBench()
  const scanner = useScannerWords()
  useBadgeTaker(useSwitchUser())
  const onGo = (id: string): void => {
    if (id === 'palette') openPalette()
    else if (isRailPlace(id)) void go(RAIL[id])
  }
  return (
    <Shell
      {...useRail({ open: bench.discrepancies, keepsLedger: isManager(bench.person) })}
      title={title}
      subtitle={subtitle}
      current={current}
      onGo={onGo}
      sync={saySyncInStrip(intl, bench.sync)}
      scanner={scanner}
      notices={<Sentences />}
      standing={standing}
      person={bench.person ? { name: bench.person.name, onOpen: openPersonMenu } : undefined}
    >
      {children}
    </Shell>
  )
}

/** What only a person can put right. */
function Standing() {
  const intl = useIntl()
  const { sync } = useBench()
  return (
    <>
      <DamagedBanner />
      {sync.type === 'stopped' && <Banner tone="note">{saySync(intl, sync).words}</Banner>}
    </>
  )
}

/** A scanner on the keyboard port cannot be asked how it is; then nothing is said about it. */
function useScannerWords(): { ready: boolean; words: string } | undefined {
  const t = useT()
  const { state, isMidScan } = useBench().scanner
  if (isMidScan) return { ready: false, words: t('scanner.scanAgain') }
  if (state === 'none') return undefined
  return state === 'ready'
    ? { ready: true, words: t('scanner.ready') }
    : { ready: false, words: t('scanner.lost') }
}
