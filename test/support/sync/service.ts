import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROTOCOL_HEADER, SYNC_PROTOCOL } from '#shared/sync/protocol.ts'
import { systemRandom } from '../../../service/secrets.ts'
import { type Service, startService } from '../../../service/start.ts'
import { MIGRATIONS } from '../../../service/store/migrate.ts'
import { openStore } from '../../../service/store/open.ts'
import { EPOCH } from './events.ts'

/**
 * An empty store, which stays from one run of the tests to the next: making one takes ten times as long as
 * copying it. It is named for what makes it.
 */
const TEMPLATE = join(tmpdir(), `frostkeep-empty-${formOfStore()}`)

function formOfStore(): string {
  const file = join(import.meta.dirname, '../../../package.json')
  const { devDependencies } = JSON.parse(readFileSync(file, 'utf8'))
  const made = JSON.stringify([devDependencies['@electric-sql/pglite'], MIGRATIONS])
  return createHash('sha256').update(made).digest('hex').slice(0, 16)
}

/** Puts an empty store into a folder that is not there yet. */
export async function layEmptyStore(folder: string): Promise<void> {
  if (!existsSync(TEMPLATE)) await makeTemplate()
  cpSync(TEMPLATE, folder, { recursive: true })
}

/** Where two make one at once, the first is taken. */
async function makeTemplate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-template-'))
  const made = join(folder, 'store')
  const store = { folder: made, now: 1, newEpoch: () => EPOCH, isFlushed: false }
  await (await openStore(store)).close()
  try {
    renameSync(made, TEMPLATE)
  } catch (error) {
    if (!existsSync(TEMPLATE)) throw error
  }
  rmSync(folder, { recursive: true })
}

/** A real service over a folder of its own, on loopback. */
export class TestService {
  readonly folder = mkdtempSync(join(tmpdir(), 'frostkeep-service-'))
  readonly said: string[] = []
  now = 1_700_000_000_000
  /** What the next epoch is called. */
  epoch = EPOCH
  readonly #clock: (() => number) | null
  #service: Service | null = null
  #port = 0

  /** A clock that runs; without one the time is `now`. */
  constructor(clock: (() => number) | null = null) {
    this.#clock = clock
  }

  get running(): Service {
    return this.#service!
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Starts it, after a stop on the same port and data. */
  async start({ isRestored = false } = {}): Promise<this> {
    const store = join(this.folder, 'postgres')
    if (!existsSync(store)) await layEmptyStore(store)
    const started = await startService({
      folder: this.folder,
      host: '127.0.0.1',
      port: this.#port,
      now: () => this.#clock?.() ?? this.now,
      random: systemRandom,
      newEpoch: () => this.epoch,
      isRestored,
      isFlushed: false,
      say: (line) => this.said.push(line),
    })
    if (!started.ok) throw new Error(`no test service: ${JSON.stringify(started.error)}`)
    this.#service = started.value
    this.#port = Number(new URL(started.value.address).port)
    return this
  }

  async stop(): Promise<void> {
    await this.#service?.stop()
    this.#service = null
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** The code that it showed last. */
  get code(): string {
    const codes = this.said.flatMap((line) => /bench: (\S+) /.exec(line)?.[1] ?? [])
    return codes.at(-1)!
  }

  /** A call as a bench makes it. */
  async call(
    name: string,
    message: unknown,
    credential?: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: unknown }> {
    const response = await fetch(`${this.url}/v1/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [PROTOCOL_HEADER]: String(SYNC_PROTOCOL),
        ...(credential ? { authorization: `Bearer ${credential}` } : {}),
        ...headers,
      },
      body: typeof message === 'string' ? message : JSON.stringify(message),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  /** Lets a bench in and answers its credential. */
  async enroll(install: string, stream: string | null): Promise<string> {
    const request = { code: this.code, install, stream, benchName: `Bench ${install.slice(-1)}` }
    const { status, body } = await this.call('enroll', request)
    if (status !== 200) throw new Error(`not enrolled: ${JSON.stringify(body)}`)
    return (body as { credential: string }).credential
  }
}
