import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
} from '@tanstack/react-router'
import { z } from 'zod'
import { isId } from '#shared/lib/ids.ts'
import { AccessionScreen } from '../screens/accession/AccessionScreen.tsx'
import { BatchScreen } from '../screens/accession/BatchScreen.tsx'
import { BoxScreen } from '../screens/box/BoxScreen.tsx'
import { DevicesScreen } from '../screens/devices/DevicesScreen.tsx'
import { FreezersScreen } from '../screens/freezers/FreezersScreen.tsx'
import { HelpScreen } from '../screens/help/HelpScreen.tsx'
import { HomeScreen } from '../screens/home/HomeScreen.tsx'
import { ImportScreen } from '../screens/import/ImportScreen.tsx'
import { IntakeScreen } from '../screens/intake/IntakeScreen.tsx'
import { IntakeStartScreen } from '../screens/intake/IntakeStartScreen.tsx'
import { LabelsScreen } from '../screens/labels/LabelsScreen.tsx'
import { LedgerScreen } from '../screens/ledger/LedgerScreen.tsx'
import { ProcessingScreen } from '../screens/processing/ProcessingScreen.tsx'
import { ReceivingScreen } from '../screens/receiving/ReceivingScreen.tsx'
import { RecoveryScreen } from '../screens/recovery/RecoveryScreen.tsx'
import { RescanScreen } from '../screens/rescan/RescanScreen.tsx'
import { SamplesScreen } from '../screens/samples/SamplesScreen.tsx'
import { SettingsScreen } from '../screens/settings/SettingsScreen.tsx'
import { SpecimenScreen } from '../screens/specimen/SpecimenScreen.tsx'
import { StudiesScreen } from '../screens/study/StudiesScreen.tsx'
import { StudyScreen } from '../screens/study/StudyScreen.tsx'
import { TransferScreen } from '../screens/transfer/TransferScreen.tsx'
import { WorklistScreen } from '../screens/worklist/WorklistScreen.tsx'
import { Broken } from './Broken.tsx'
import { pathOf } from './go.ts'

/** An address that somebody typed: what does not fit counts as not given. */
const text = z.string().max(300).optional().catch(undefined)

/** What is no identifier names nothing: the screen says so, as for one that is not known here. */
const NOTHING = '00000000-0000-7000-8000-000000000000'
const entity = z.string().refine(isId).catch(NOTHING)
const maybe = z.string().refine(isId).optional().catch(undefined)
const number = z.int().min(0).max(9999).optional().catch(undefined)

const root = createRootRoute({ component: Outlet, errorComponent: Broken })

const home = createRoute({
  getParentRoute: () => root,
  path: pathOf('home'),
  component: HomeScreen,
})
const intake = createRoute({
  getParentRoute: () => root,
  path: pathOf('intake'),
  component: IntakeScreen,
})
const intakeStart = createRoute({
  getParentRoute: () => root,
  path: pathOf('intake-start'),
  validateSearch: z.object({ box: entity }),
  component: () => {
    const { box } = intakeStart.useSearch()
    return <IntakeStartScreen key={box} box={box} />
  },
})
const accession = createRoute({
  getParentRoute: () => root,
  path: pathOf('accession'),
  validateSearch: z.object({ code: text }),
  component: () => {
    const { code } = accession.useSearch()
    return code ? <AccessionScreen key={code} code={code} /> : <BatchScreen />
  },
})
const specimen = createRoute({
  getParentRoute: () => root,
  path: pathOf('specimen'),
  validateSearch: z.object({ specimen: entity, say: text }),
  component: () => {
    const search = specimen.useSearch()
    return <SpecimenScreen key={search.specimen} {...search} />
  },
})
const box = createRoute({
  getParentRoute: () => root,
  path: pathOf('box'),
  validateSearch: z.object({ container: entity, select: number, move: text, found: text }),
  component: () => {
    const search = box.useSearch()
    return <BoxScreen key={search.container} {...search} />
  },
})
const rescan = createRoute({
  getParentRoute: () => root,
  path: pathOf('rescan'),
  validateSearch: z.object({ container: maybe }),
  component: () => {
    const { container } = rescan.useSearch()
    return <RescanScreen key={container ?? ''} container={container} />
  },
})
const freezers = createRoute({
  getParentRoute: () => root,
  path: pathOf('freezers'),
  validateSearch: z.object({ freezer: maybe, rack: maybe, move: maybe }),
  component: () => <FreezersScreen {...freezers.useSearch()} />,
})
const samples = createRoute({
  getParentRoute: () => root,
  path: pathOf('samples'),
  validateSearch: z.object({
    text,
    out: z.boolean().optional().catch(undefined),
    missing: z.boolean().optional().catch(undefined),
  }),
  component: () => <SamplesScreen {...samples.useSearch()} />,
})
const studies = createRoute({
  getParentRoute: () => root,
  path: pathOf('studies'),
  component: StudiesScreen,
})
const study = createRoute({
  getParentRoute: () => root,
  path: pathOf('study'),
  validateSearch: z.object({ study: entity }),
  component: () => {
    const search = study.useSearch()
    return <StudyScreen key={search.study} {...search} />
  },
})
const worklist = createRoute({
  getParentRoute: () => root,
  path: pathOf('worklist'),
  validateSearch: z.object({ id: text }),
  component: () => <WorklistScreen {...worklist.useSearch()} />,
})
const imports = createRoute({
  getParentRoute: () => root,
  path: pathOf('import'),
  component: ImportScreen,
})
const receiving = createRoute({
  getParentRoute: () => root,
  path: pathOf('receiving'),
  validateSearch: z.object({
    shipment: maybe,
    act: z.enum(['announce', 'open']).optional().catch(undefined),
  }),
  component: () => {
    const search = receiving.useSearch()
    return <ReceivingScreen key={`${search.shipment}/${search.act}`} {...search} />
  },
})
const transfer = createRoute({
  getParentRoute: () => root,
  path: pathOf('transfer'),
  validateSearch: z.object({ way: z.enum(['send', 'receive']).optional().catch(undefined) }),
  component: () => {
    const { way } = transfer.useSearch()
    return <TransferScreen key={way} way={way} />
  },
})
const processing = createRoute({
  getParentRoute: () => root,
  path: pathOf('processing'),
  validateSearch: z.object({ code: text, made: z.boolean().optional().catch(undefined) }),
  component: () => {
    const { code, made } = processing.useSearch()
    return <ProcessingScreen key={code} code={code} made={made} />
  },
})
const ledger = createRoute({
  getParentRoute: () => root,
  path: pathOf('ledger'),
  validateSearch: z.object({ restore: text }),
  component: () => <LedgerScreen {...ledger.useSearch()} />,
})
const recovery = createRoute({
  getParentRoute: () => root,
  path: pathOf('recovery'),
  component: RecoveryScreen,
})
const labels = createRoute({
  getParentRoute: () => root,
  path: pathOf('labels'),
  component: LabelsScreen,
})
const devices = createRoute({
  getParentRoute: () => root,
  path: pathOf('devices'),
  validateSearch: z.object({
    part: z.enum(['scanners', 'racks', 'printers']).optional().catch(undefined),
  }),
  component: () => {
    const { part } = devices.useSearch()
    return <DevicesScreen key={part} part={part ?? 'scanners'} />
  },
})
const settings = createRoute({
  getParentRoute: () => root,
  path: pathOf('settings'),
  component: SettingsScreen,
})
const help = createRoute({
  getParentRoute: () => root,
  path: pathOf('help'),
  component: HelpScreen,
})

/** The places of the program, in the address after `#` so that a reload stays where it was. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    intake,
    intakeStart,
    accession,
    specimen,
    box,
    rescan,
    freezers,
    samples,
    studies,
    study,
    worklist,
    imports,
    receiving,
    processing,
    transfer,
    ledger,
    recovery,
    labels,
    devices,
    settings,
    help,
  ]),
  history: createHashHistory(),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: HomeScreen,
})
