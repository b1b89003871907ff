import type { LabelOf } from '#shared/contract/labels.ts'
import type { ShownItems } from '#shared/contract/shipments.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import type { ProvenBundle } from '#shared/sync/bundle.ts'
import { loadWork } from './batch/session.ts'
import { viewOfWork } from './batch/view.ts'
import { demoPeople } from './demo/people.ts'
import type { DonorKeys } from './donor-keys/keys.ts'
import { blobsOfLedger, fileKey, filesOf } from './files.ts'
import { load, viewOf } from './intake/session.ts'
import { aheadOf } from './labels/ahead.ts'
import { printers } from './labels/printers.ts'
import { subject } from './labels/subjects.ts'
import { templates } from './labels/templates.ts'
import { labelJobs } from './labels/views.ts'
import type { ReadDb } from './open.ts'
import { hasPin } from './pins.ts'
import { boxView } from './queries/boxes.ts'
import { discrepancies, discrepancyCount, settled } from './queries/discrepancies.ts'
import { home } from './queries/home.ts'
import { incidents, lastIncident } from './queries/incidents.ts'
import { readSuppliersList } from './queries/manifests.ts'
import { notesOf } from './queries/notes.ts'
import { benches, people, site, studies } from './queries/people.ts'
import { recent } from './queries/recent.ts'
import { compareBox, missingTubes, rescanHistory } from './queries/rescan.ts'
import { resolve } from './queries/resolve.ts'
import { type SpecimenSearch, specimenRows } from './queries/search.ts'
import { shipmentItems, shipmentList } from './queries/shipments.ts'
import { specimenView } from './queries/specimens.ts'
import { alike } from './queries/spelling.ts'
import { freezer, locate, storage } from './queries/storage.ts'
import { studyPlans } from './queries/studies.ts'
import { fieldsOf } from './queries/studies-fields.ts'
import { type VisitAsked, visitOf, visitsAlike, visitsOf } from './queries/studies-visits.ts'
import { arriving } from './transfer/arriving.ts'
import { dispatches } from './transfer/dispatches.ts'
import { createWorld } from './world.ts'

/** Everything that only reads. It runs on a connection that cannot write. */
export function createReader(db: ReadDb, donorKeys?: Pick<DonorKeys, 'find'>) {
  return {
    home: () => home(db),
    intake: () => {
      const session = load(db)
      return session && viewOf(db, session)
    },
    work: (kind: WorkKind) => {
      const session = loadWork(db, kind)
      return session && viewOfWork(db, session)
    },
    recent: (limit: number) => recent(db, limit),
    specimen: (id: string) => specimenView(db, id),
    /** Remarks about a specimen, newest first. */
    notes: (specimen: string) => notesOf(db, donorKeys, specimen),
    /** Photographs and documents of a specimen, newest first. */
    files: (specimen: string) => filesOf(db, donorKeys, specimen),
    fileKey: (specimen: string, file: string) => fileKey(db, donorKeys, specimen, file),
    blobs: () => blobsOfLedger(db),
    labelJobs: () => labelJobs(db),
    labelTemplates: () => templates(db),
    labelsAhead: (kind: WorkKind) => aheadOf(db, loadWork(db, kind)),
    labelSubjects: (of: readonly LabelOf[]) => of.map((one) => subject(db, one)),
    printers: () => printers(db),
    specimens: (given: SpecimenSearch) => specimenRows(db, given),
    shipments: () => shipmentList(db),
    shipment: (shown: ShownItems) => shipmentItems(db, shown),
    manifest: (text: string) => readSuppliersList(db, text),
    storage: () => storage(db),
    freezer: (id: string) => freezer(db, id),
    locate: (id: string) => locate(db, id),
    box: (id: string) => boxView(db, id),
    compareBox: (container: string, tubes: readonly RackTube[]) => compareBox(db, container, tubes),
    rescanHistory: (container: string) => rescanHistory(db, container),
    missingTubes: () => missingTubes(db),
    studies: () => studies(db),
    studyPlans: () => studyPlans(db),
    visitsAlike: (asked: VisitAsked) => visitsAlike(db, asked),
    issuers: () => createWorld(db).issuers(),
    visits: (study: string, limit: number) => visitsOf(db, study, limit),
    visit: (study: string, visit: string) => visitOf(db, study, visit),
    /** What the fields of its study say of a specimen. */
    fields: (specimen: string) => fieldsOf(db, donorKeys, specimen),
    discrepancies: () => discrepancies(db),
    settled: () => settled(db),
    resolve: (text: string, box: string | null) => resolve(db, text, box),
    alike: (text: string) => alike(db, text),
    people: () => people(db).map((person) => ({ ...person, hasPin: hasPin(db, person.person) })),
    dispatches: () => dispatches(db),
    arriving: (proven: ProvenBundle, isKeyKnown: boolean) => arriving(db, proven, isKeyKnown),
    incidents: () => incidents(db),
    /** What stands on every screen about the biobank and this bench. */
    about: (install: string) => ({
      site: siteView(db),
      bench: benches(db).get(install)?.name ?? null,
      demo: demoPeople(db),
      discrepancies: discrepancyCount(db),
      incident: lastIncident(db),
    }),
  }
}

function siteView(db: ReadDb) {
  const known = site(db)
  return known && { site: known.site, name: known.name }
}

export type Reader = ReturnType<typeof createReader>
