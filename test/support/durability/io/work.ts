import type { Command } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import type { Saved } from '../../../../electron/store/execute.ts'
import type { Writer } from '../../../../electron/store/writer.ts'
import { containerData, IDA, MARC, NINE, STUDY, specimenData } from '../../domain/facts.ts'
import { TestBench, VIA } from '../../store/test-bench.ts'
import { testId } from '../../sync/events.ts'
import type { Told } from './told.ts'

/** The writer, whether it is in this thread or in another. */
export type Asked = {
  readonly [M in keyof Writer]: (
    ...args: Parameters<Writer[M]>
  ) => Promise<Awaited<ReturnType<Writer[M]>>>
}

export interface Reply {
  readonly told: Told
  readonly why?: string
}

export type Act = (writer: Asked) => Promise<Reply>

const BOX = testId('b', 1)
const SPARE = testId('b', 2)
const id = (n: number): string => testId('c', n)
const tube = (n: number): string => testId('7', n)
const by = (n: number) => ({ id: id(n), via: VIA, actor: IDA })

/** A bench before the work: a batch is open and some tubes are stored. The caller removes it. */
export function benchBefore(): TestBench {
  const bench = new TestBench().found().box(BOX, 'BX-1').box(SPARE, 'BX-2')
  for (let n = 1; n <= 8; n++)
    bench.act('takeIn', { ...specimenData(tube(n)), at: { container: SPARE, index: n } })
  const batch = {
    study: STUDY,
    material: 'plasma',
    tubeType: 'cryotube',
    collectedAt: null,
  } as const
  bench.writer.startIntake({ box: BOX, ...batch })
  return bench
}

/** The same acts in the same order, each under an id that is known. Undisturbed, every one is saved. */
export const ACTS: readonly { readonly command: string; readonly act: Act }[] = [
  scan(1, 'FX10000001'),
  scan(2, 'FX10000002'),
  ask(3, { type: 'move', specimen: tube(1), at: { container: BOX, index: 80 } }),
  ask(4, { type: 'checkOut', specimen: tube(2), reason: 'RQ-118' }),
  rest(),
  scan(5, 'FX10000003'),
  table(6),
  ask(7, { type: 'returnTube', specimen: tube(2), at: null }),
  ask(8, { type: 'undo', command: id(3) }),
  rest(),
  boxes(9),
  scan(10, 'FX10000004'),
]

function ask(n: number, given: object) {
  const command = { id: id(n), via: VIA, ...given } as Command
  return {
    command: id(n),
    act: async (writer: Asked) => replyTo(await writer.execute(IDA, command)),
  }
}

function boxes(n: number) {
  const containers = [1, 2, 3].map((box) =>
    containerData(testId('9', box), 'box', { name: `B${box}`, layout: NINE }),
  )
  const command: Command = { type: 'createContainers', id: id(n), via: VIA, containers }
  return {
    command: id(n),
    act: async (writer: Asked) => replyTo(await writer.execute(MARC, command)),
  }
}

function scan(n: number, code: string) {
  const act = async (writer: Asked): Promise<Reply> => {
    const { outcome } = await writer.scanInto(code, by(n))
    return outcome.type === 'stored' ? { told: 'saved' } : { told: 'not saved', why: outcome.type }
  }
  return { command: id(n), act }
}

function table(n: number) {
  const rows = Array.from({ length: 12 }, (_, row) => `IM${row};plasma\n`)
  const mapping = { columns: { code: 0, material: 1 }, study: STUDY, tubeType: 'cryotube' } as const
  const act = async (writer: Asked): Promise<Reply> => {
    await writer.openImport(testId('6', 1), 'table', ['code;material\n', ...rows].join(''))
    await writer.checkImport(testId('6', 1), mapping)
    const { type } = await writer.runImport(testId('6', 1), id(n), IDA)
    return type === 'done' ? { told: 'saved' } : { told: 'not saved', why: type }
  }
  return { command: id(n), act }
}

/** Nobody works for a while: the log is moved. It has no id, and nothing to be saved. */
function rest() {
  const act = async (writer: Asked): Promise<Reply> => {
    await writer.checkpoint()
    return { told: 'saved' }
  }
  return { command: 'rest', act }
}

const replyTo = (done: Result<Saved, Refusal>): Reply =>
  done.ok ? { told: 'saved' } : { told: 'not saved', why: done.error.type }
