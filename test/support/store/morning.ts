import type { Command, CommandOf, CommandType } from '#shared/domain/commands.ts'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { at, STUDY, specimenData } from '../domain/facts.ts'
import { testId } from '../sync/events.ts'
import { type TestBench, VIA } from './test-bench.ts'

const PLANNED = testId('d', 2)
const PROTOCOL = testId('d', 3)
const SHIPMENT = testId('1', 77)
const PRINTER = testId('8', 1)

/**
 * What came with the eighth format, on a ledger whose specimens 1 to 20 are there: a study with a plan, a
 * consignment, processing, labels, what is held back, used and thawed; and a batch and a label that wait.
 */
export function spendMorning(bench: TestBench): void {
  planStudy(bench)
  receive(bench)
  process(bench)
  holdBack(bench)
  leaveOpen(bench)
}

function does<T extends CommandType>(
  bench: TestBench,
  type: T,
  given: Omit<CommandOf<T>, 'type' | 'id' | 'via'>,
): void {
  const command = { type, id: bench.newId(), via: VIA, ...given } as unknown as Command
  bench.must(bench.benchActor, command)
}

function planStudy(bench: TestBench): void {
  does(bench, 'createStudy', { study: PLANNED, code: 'HJARTA', name: 'Heart failure follow-up' })
  does(bench, 'setIdentifiers', { study: PLANNED, forms: ['HJ######'], check: 'none' })
  does(bench, 'setFields', {
    study: PLANNED,
    fields: [{ type: 'text', key: 'fasting', label: 'Fasting', required: false }],
  })
  const tube = { key: 'edta', label: 'EDTA', material: 'plasma', tubeType: 'cryotube' } as const
  const events = [
    { key: 'v1', name: 'Visit 1', day: 0, tubes: [{ ...tube, count: 2, nanolitres: 500_000 }] },
  ]
  does(bench, 'publishProtocol', {
    ...{ protocol: PROTOCOL, study: PLANNED, name: 'HJARTA 1', replaces: null, events },
  })
  const visit = { visit: testId('d', 4), event: 'v1', donor: 'D-AAAA-0001', visitedAt: null }
  does(bench, 'recordVisit', { study: PLANNED, protocol: PROTOCOL, ...visit })
}

function receive(bench: TestBench): void {
  const from = { shipment: SHIPMENT, sender: 'Lund', courier: null, reference: 'AWB 1' }
  const codes = ['FX00700001', 'FX00700002', 'FX00700003']
  const plain = { material: 'plasma', tubeType: 'cryotube', collectedAt: null } as const
  const items = codes.map((code) => ({ code, ...plain, nanolitres: null }))
  does(bench, 'expectShipment', { ...from, expectedAt: null, study: STUDY, items })
  const opened = { condition: 'good', celsius: -705, note: null } as const
  does(bench, 'openShipment', { ...from, ...opened })
  for (const [n, code] of codes.slice(0, 2).entries()) {
    const { accession: _, code: __, ...specimen } = specimenData(testId('7', 31 + n))
    const outcome = n === 0 ? 'received' : 'damaged'
    const item = { shipment: SHIPMENT, code, tube: null, outcome, condition: 'good' } as const
    does(bench, 'receiveItem', { ...item, specimen, reason: n === 0 ? null : 'cracked' })
  }
  does(bench, 'closeShipment', { shipment: SHIPMENT, missing: codes.slice(2), note: null })
}

function process(bench: TestBench): void {
  const batch = (n: number, kind: 'aliquot' | 'pool') => ({
    ...{ processing: testId('6', n), kind, startedAt: null, endedAt: null },
    ...{ spins: [{ g: 2000, minutes: 10, celsius: 40, brake: true }] },
    ...{ keptAt: null, keptAfter: null, method: null },
  })
  const child = (n: number, origin: 'aliquot' | 'pool') => {
    const { accession: _, parent: __, ...data } = specimenData(testId('7', n), { origin })
    return { ...data, nanolitres: 50_000 }
  }
  const [one, two, three] = [31, 16, 17].map((n) => testId('7', n)) as [string, string, string]
  const made = { processing: batch(1, 'aliquot'), parent: one, child: child(41, 'aliquot') }
  does(bench, 'makeChild', { ...made, take: 50_000, at: null, closes: true })
  const parents = [two, three].map((specimen) => ({ specimen, take: 20_000 }))
  const pooled = { processing: batch(2, 'pool'), parents, child: child(42, 'pool') }
  does(bench, 'pool', { ...pooled, at: at('H1'), closes: false })
}

function holdBack(bench: TestBench): void {
  const [held, out, shut, used] = [8, 9, 18, 19].map((n) => testId('7', n)) as [
    ...[string, string, string, string],
  ]
  does(bench, 'quarantine', { specimen: held, reason: 'box stood open' })
  does(bench, 'quarantine', { specimen: out, reason: 'leaking' })
  does(bench, 'release', { specimen: out, reason: 'looked at' })
  does(bench, 'close', { specimen: shut, why: 'damaged', reason: null })
  does(bench, 'setThawLimit', { study: STUDY, thaws: 3 })
  does(bench, 'useQuantity', { specimen: used, nanolitres: 150_000, reason: 'ELISA' })
  does(bench, 'recordThaw', { specimen: used })
  does(bench, 'relabel', { specimen: used, code: 'FX00880019', reason: 'frost' })
  const label = { specimen: used, code: 'FX00880019', template: BUILT_IN[0]!.name, copies: 1 }
  does(bench, 'recordLabels', { labels: [{ ...label, reason: null, job: testId('8', 9) }] })
}

/** A batch in the middle, and a label that no printer has had. */
function leaveOpen({ writer, by, benchActor, newId }: TestBench): void {
  writer.startWork({ kind: 'relabel', reason: 'frost' }, benchActor)
  for (const code of ['FX00000007', 'FX00880007', 'FX00000001'])
    writer.scanWork('relabel', code, { ...by(newId()), actor: benchActor })
  writer.savePrinter({ id: PRINTER, name: 'Zebra', host: '127.0.0.1', port: 9100, dpi: 300 })
  const labels = [
    { of: { type: 'specimen', specimen: testId('7', 7) }, material: 'Plasma', collected: '' },
  ] as const
  writer.queueLabels(benchActor, {
    ...{ id: newId(), printer: PRINTER, template: BUILT_IN[0]!.id, copies: 1, reason: null },
    labels: [...labels],
  })
}
