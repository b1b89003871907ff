// Starts a bench on a data folder as the program does, says that it stands, and stays until it is told
// to end:  node start-bench.ts FOLDER [ADDRESS]
import { CannotStart, type Started, startBench } from '../../../electron/bench/start.ts'

const [folder, address] = process.argv.slice(2)
const worker = new URL('../../../electron/store/worker.ts', import.meta.url)
const options = { folder: folder!, port: 0, setUp: null, service: null } as const

startBench(options, '0.0.0', worker).then(stay, (error: unknown) => {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
})

function stay({ bench, lock }: Started): void {
  if (address) lock.announce(address)
  console.log('it stands')
  process.stdin.once('data', () => {
    void bench.close().then(() => {
      lock.release()
      process.exit(0)
    })
  })
}
