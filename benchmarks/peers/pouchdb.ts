import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { assert } from '#shared/lib/assert.ts'

/** PouchDB as others use it: a server over LevelDB, and a client that replicates from it over HTTP. */
export interface PouchPeer {
  /** Replicates everything into a new database; answers how long that took, in milliseconds. */
  replicate(n: number): Promise<number>
  stop(): Promise<void>
}

const HERE = join(import.meta.dirname, 'pouchdb')

/**
 * Installs the peer in a folder of its own, from its own lockfile: it is no part of the product. Then
 * starts its server on these documents.
 */
async function createPouchPeer(folder: string, documents: readonly object[]): Promise<PouchPeer> {
  mkdirSync(folder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'server.mjs', 'client.mjs'])
    cpSync(join(HERE, file), join(folder, file))
  const installed = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  const [code] = await once(installed, 'exit')
  assert(code === 0, 'npm could install the peer')
  writeFileSync(join(folder, 'documents.json'), JSON.stringify(documents))
  const server = start(folder, 'server.mjs', [])
  // It ends before it has said its address only where it has broken.
  const url = await lineOf(server)
  return {
    replicate: async (n) => {
      const client = start(folder, 'client.mjs', [url, `copy-${n}`, String(documents.length)])
      return Number(await lineOf(client))
    },
    stop: async () => {
      server.kill('SIGTERM')
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    },
  }
}

/** Ends its server whatever becomes of the work beside it. */
export async function besidePouch<T>(
  folder: string,
  documents: readonly object[],
  work: (peer: PouchPeer) => Promise<T>,
): Promise<T> {
  const peer = await createPouchPeer(folder, documents)
  try {
    return await work(peer)
  } finally {
    await peer.stop()
  }
}

const start = (cwd: string, file: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [file, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })

/** The one line that a program prints when it is ready, or done. */
async function lineOf(child: ChildProcess): Promise<string> {
  assert(child.stdout, 'a program whose output is read')
  for await (const line of createInterface(child.stdout)) return line
  throw new Error('The peer ended without a word')
}
