// Records something twice, each time with a pause, where the log cannot be moved into the ledger:
//   node full-disk-program.ts LEDGER
import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import { openStore } from '../../../electron/store/client.ts'

const worker = new URL('./full-disk-worker.ts', import.meta.url)
const store = await openStore(worker, process.argv[2]!, { quiet: 1 })
await store.write.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' })
const [jana] = await store.read.people()
for (const code of ['A', 'B']) {
  await pause(50)
  const study = { study: v7(), code, name: code }
  const via = { source: 'typed', device: '' } as const
  await store.write.execute(jana!.person, { type: 'createStudy', id: v7(), via, ...study })
}
await pause(50)
await store.close()
