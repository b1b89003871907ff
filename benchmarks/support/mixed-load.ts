// Opens the store of a folder in its threads and works on it as a day does; says `ready` once a scan could
// be taken, and at last one line of figures:  node mixed-load.ts FOLDER
import { join } from 'node:path'
import { v7 } from 'uuid'
import { assert } from '#shared/lib/assert.ts'
import { openStore, type Store } from '../../electron/store/client.ts'
import { seeded } from '../../electron/store/demo/random.ts'
import { median, percentile } from './statistics.ts'

export interface Loaded {
  readonly openMs: number
  readonly residentMb: number
  /** Before the store was opened. */
  readonly emptyMb: number
  readonly homeMs: number
  readonly storageMs: number
  readonly freezerMs: number
  readonly boxP95Ms: number
  readonly scanP50Ms: number
}

const VIA = { source: 'hid', device: 'Benchmark' } as const
const codeOf = (n: number): string => `FX${String(n).padStart(8, '0')}`
const residentMb = (): number => process.memoryUsage.rss() / 1e6

const emptyMb = residentMb()
const begun = performance.now()
const worker = new URL('../../electron/store/worker.ts', import.meta.url)
const store = await openStore(worker, join(process.argv[2]!, 'ledger.db'))
await store.read.resolve(codeOf(1), null)
await store.write.intake()
const openMs = performance.now() - begun
console.log('ready')
const work = await workOn(store)
const loaded: Loaded = { openMs, emptyMb, residentMb: residentMb(), ...work }
await store.close()
console.log(JSON.stringify(loaded))

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

/** Lookups, searches, box maps, cards of specimens, tubes that go out and come back, and the large screens. */
async function workOn({ read, write }: Store) {
  const random = seeded(11)
  const home = await timed(() => read.home())
  const { specimens } = home.value
  const [person] = await read.people()
  assert(person, 'somebody who may act')
  const boxes: number[] = []
  const scans: number[] = []
  for (let i = 0; i < 300; i++) {
    const code = codeOf(random.below(specimens))
    const it = await read.resolve(code, null)
    assert(it.kind === 'specimen', `a code that is known: ${code}`)
    const { specimen } = it
    const view = await read.specimen(specimen)
    const container = view?.places[0]?.at.container
    if (container) boxes.push((await timed(() => read.box(container))).ms)
    await read.specimens({ text: code.slice(random.below(4)), limit: 50, after: null })
    if (i % 3 !== 0 || view?.state !== 'stored') continue
    const common = { specimen, via: VIA }
    const out = { ...common, type: 'checkOut', id: v7(), reason: null } as const
    scans.push((await timed(() => write.execute(person.person, out))).ms)
    await write.execute(person.person, { ...common, type: 'returnTube', id: v7(), at: null })
  }
  const storage = await timed(() => read.storage())
  const freezer = await timed(() => read.freezer(storage.value[0]!.container))
  return {
    homeMs: home.ms,
    storageMs: storage.ms,
    freezerMs: freezer.ms,
    boxP95Ms: percentile(boxes, 95),
    scanP50Ms: median(scans),
  }
}
