import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportProgress } from '#shared/contract/imports.ts'
import type { Command, CommandOf, CommandType, Via } from '#shared/domain/commands.ts'
import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { benchActor } from '#shared/domain/directory/rules.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Role } from '#shared/domain/words.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../../../electron/store/context.ts'
import { derivedDigest } from '../../../electron/store/derived-digest.ts'
import { execute, type Saved } from '../../../electron/store/execute.ts'
import { addBench, carryOut, found, SETUP_VIA } from '../../../electron/store/found.ts'
import type { BenchKey } from '../../../electron/store/key.ts'
import { migrate } from '../../../electron/store/migrations/index.ts'
import { openReader, openWriter, type ReadDb, type WriteDb } from '../../../electron/store/open.ts'
import { badgeDigest } from '../../../electron/store/queries/people.ts'
import { createReader, type Reader } from '../../../electron/store/reader.ts'
import { rebuildIfOld } from '../../../electron/store/rebuild.ts'
import { createWriter, type Writer } from '../../../electron/store/writer.ts'
import { containerData, IDA, JANA, MARC, NINE, NOON, SITE, STUDY } from '../domain/facts.ts'

export const VIA: Via = { source: 'typed', device: '' }

/** A clock that stands still until a test moves it. One hour ahead of UTC. */
export class TestClock implements Clock {
  at = NOON
  readonly now = (): number => this.at
  readonly monotonic = (): number => this.at - NOON
  readonly zone = (): string => 'Europe/Stockholm'
  readonly offset = (): number => 60
}

/** A bench's real store in a folder of its own, with a clock and identifiers that a test can foresee. */
export class TestBench {
  readonly folder: string
  readonly file: string
  readonly clock = new TestClock()
  readonly said: ImportProgress[] = []
  cancelled = false
  /** Set by a test that has damaged the ledger or its tables. */
  damaged = false
  db!: WriteDb
  readDb!: ReadDb
  writer!: Writer
  reader!: Reader
  readonly #digit: string
  readonly #key: BenchKey | undefined
  #ids = 0

  /**
   * `digit` stands in all identifiers that it makes, so that two benches make different ones. Without a
   * key it signs and seals nothing.
   */
  constructor(
    digit = '1',
    folder = mkdtempSync(join(tmpdir(), 'frostkeep-store-')),
    key?: BenchKey,
  ) {
    this.#digit = digit
    this.#key = key
    this.folder = folder
    this.file = join(folder, 'ledger.db')
    this.open()
  }

  readonly newId = (): string => {
    const count = (++this.#ids).toString(16).padStart(12, '0')
    return `${this.#digit.repeat(8)}-0000-7000-8000-${count}`
  }

  get context(): StoreContext {
    return { db: this.db, clock: this.clock, newId: this.newId, key: this.#key }
  }

  open(): void {
    this.db = openWriter(this.file)
    migrate(this.db)
    rebuildIfOld(this.db)
    this.writer = createWriter(this.context, {
      say: (progress) => this.said.push(progress),
      isCancelled: () => this.cancelled,
    })
    this.readDb = openReader(this.file)
    this.reader = createReader(this.readDb)
  }

  /** As a program ends that has the time to. */
  close(): void {
    this.readDb.close()
    this.writer.close()
  }

  /** As after an end of the program: all that is known comes from the disk. */
  restart(): void {
    this.close()
    this.open()
  }

  /**
   * Whatever a test has done, deriving every table again must change no byte; unless it has damaged the
   * ledger or its tables and says so.
   */
  remove(): void {
    if (!this.damaged) this.#expectRebuildChangesNothing()
    this.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #expectRebuildChangesNothing(): void {
    if (!this.db.open) return
    const live = derivedDigest(this.db)
    this.writer.rebuild()
    const again = derivedDigest(this.db)
    const other = Object.keys(live).filter((table) => live[table] !== again[table])
    if (other.length > 0) throw new Error(`derived again otherwise: ${other.join(', ')}`)
    this.db.exec("INSERT INTO specimen_text(specimen_text, rank) VALUES ('integrity-check', 1)")
  }

  /** Founds the site of `support/domain/facts.ts`: its people with badges, one study. */
  found(tubeCodes: readonly string[] = []): this {
    found(this.context, SITE, 1, () => {
      const site = { site: SITE, name: 'Uppsala', zone: 'Europe/Stockholm' }
      carryOut(this.context, [
        { type: 'foundSite', ...this.#setUp(), ...site, tubeCodes: [...tubeCodes] },
        addBench(this.context, 'Bench 1', 1),
        this.#person(IDA, 'Ida', 'technician'),
        this.#person(MARC, 'Marc', 'manager'),
        this.#person(JANA, 'Jana', 'administrator'),
        {
          type: 'createStudy',
          ...this.#setUp(),
          study: STUDY,
          code: 'NORDLUNG',
          name: 'Nordic lung cohort',
        },
      ])
    })
    return this
  }

  /** A 9 x 9 box that stands on the site, unless it is told otherwise. */
  box(container: string, code: string, given: Partial<ContainerCreated> = {}): this {
    return this.containers(
      containerData(container, 'box', { name: code, code, layout: NINE, ...given }),
    )
  }

  containers(...containers: ContainerCreated[]): this {
    this.must(MARC, { type: 'createContainers', ...this.#asked(), containers })
    return this
  }

  /** Asks for an act under a new command id, or under the one that is given. */
  act<T extends CommandType>(
    type: T,
    given: Omit<CommandOf<T>, 'type' | 'id' | 'via'>,
    id = this.newId(),
  ): Result<Saved, Refusal> {
    return execute(this.context, IDA, { type, id, via: VIA, ...given } as unknown as Command)
  }

  /** An act that must be allowed. */
  must(actor: string, command: Command): Saved {
    const done = execute(this.context, actor, command)
    if (!done.ok) throw new Error(`${command.type}: ${JSON.stringify(done.error)}`)
    return done.value
  }

  /** How an act of a person's own is asked for. */
  by(id = this.newId()) {
    return { id, via: VIA, actor: IDA }
  }

  get benchActor(): string {
    return benchActor(this.writer.facts().install)
  }

  rows<Row>(sql: string, ...parameters: unknown[]): Row[] {
    return this.db.prepare(sql).all(...parameters) as Row[]
  }

  /** The first column of every row. */
  column<Value>(sql: string, ...parameters: unknown[]): Value[] {
    return this.db
      .prepare(sql)
      .pluck()
      .all(...parameters) as Value[]
  }

  #asked() {
    return { id: this.newId(), via: VIA }
  }

  #setUp() {
    return { id: this.newId(), via: SETUP_VIA }
  }

  #person(person: string, name: string, role: Role): Command {
    const badge = badgeDigest(SITE, badgeOf(name))
    return { type: 'addPerson', ...this.#setUp(), person, name, role, badge }
  }
}

/** The badge code of a person of the test site. */
export const badgeOf = (name: string): string => `BADGE-${name.toUpperCase()}`
