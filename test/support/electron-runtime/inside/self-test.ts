// A small app that needs of the test Electron what the product needs, and says so when it has it.
import { once } from 'node:events'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'

const version = new Database(':memory:').prepare('select sqlite_version()').pluck().get()

if (isMainThread) {
  const { app, protocol } = await import('electron')
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }])
  const [inWorker] = await once(new Worker(new URL(import.meta.url)), 'message')
  // Not awaited: Electron is not ready before the top level of an ES module is over.
  app.whenReady().then(() => {
    const { electron } = process.versions
    const sqlite = inWorker === version ? version : `${version} but ${inWorker} in a worker`
    console.log(`works: ${app.name} ${app.getVersion()} on ${electron} with SQLite ${sqlite}`)
    app.exit(0)
  })
} else {
  parentPort?.postMessage(version)
}
