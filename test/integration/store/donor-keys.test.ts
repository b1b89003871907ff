import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LEASE } from '#shared/privacy/lease.ts'
import { openText } from '#shared/privacy/seal-text.ts'
import { sealCrypto } from '../../../electron/seal-crypto.ts'
import { copyFile } from '../../../electron/store/donor-keys/copy.ts'
import { keysFile } from '../../../electron/store/donor-keys/file.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { BOX, IDA, JANA, MARC, STUDY, T1, T2 } from '../../support/domain/facts.ts'
import { DonorBench, filesWith } from '../../support/store/donor-bench.ts'
import { VIA } from '../../support/store/test-bench.ts'

const DONOR = 'D-7KQ2-M3XA'
const OTHER = 'D-0000-AAAA'
const TEXT = 'Slightly haemolytic, taken in theatre 4'
let bench: DonorBench

beforeEach(() => {
  bench = start('1')
})
afterEach(() => bench.remove())

function start(digit: string): DonorBench {
  const made = new DonorBench(digit).found().box(BOX, 'BX-1')
  accession(made, T1, 'FX1', DONOR, 0)
  accession(made, T2, 'FX2', OTHER, 1)
  return made
}

function accession(
  at: DonorBench,
  specimen: string,
  code: string,
  donor: string | null,
  index: number,
) {
  const done = at.act('takeIn', {
    specimen,
    code,
    study: STUDY,
    material: 'plasma',
    tubeType: 'cryotube',
    collectedAt: null,
    donor,
    origin: 'primary',
    parent: null,
    nanolitres: null,
    at: { container: BOX, index },
  })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

const erase = (donor = DONOR, actor = JANA) =>
  bench.writer.execute(actor, { type: 'eraseDonor', id: bench.newId(), via: VIA, donor })
const withdraw = (actor = MARC) =>
  bench.writer.execute(actor, {
    type: 'withdrawDonor',
    id: bench.newId(),
    via: VIA,
    donor: DONOR,
    by: 'donor',
    wish: 'destroy',
    reason: null,
  })

describe('DON-5: a note', () => {
  test('is read at its bench, and stands in no file in clear', () => {
    bench.note(T1, TEXT)
    bench.note(T1, 'Second remark')
    expect(bench.read(T1)).toEqual(['Second remark', TEXT])
    bench.writer.checkpoint()
    expect(filesWith(bench.folder, Buffer.from(TEXT))).toEqual([])
    // The files are looked through indeed: what is no secret is found.
    expect(filesWith(bench.folder, Buffer.from(DONOR)).length).toBeGreaterThan(0)
  })

  test('names the key of its donor once, however many notes there are', () => {
    bench.note(T1, TEXT)
    bench.note(T1, TEXT)
    bench.note(T2, TEXT)
    const types = bench.column<string>("SELECT json_extract(body, '$.type') FROM event")
    expect(types.filter((type) => type === 'donor.key_added')).toHaveLength(2)
    expect(new Set(bench.sealedNotes().map(({ key }) => key)).size).toBe(2)
  })

  test('is still read after a start, and after a copy of the ledger was looked at', () => {
    bench.note(T1, TEXT)
    bench.restart()
    expect(bench.read(T1)).toEqual([TEXT])
    bench.kill()
    bench.open()
    expect(bench.read(T1)).toEqual([TEXT])
  })

  test('DON-3: of a specimen without a donor has a key of its own', () => {
    const tube = bench.newId()
    accession(bench, tube, 'FX3', null, 2)
    bench.note(tube, TEXT)
    expect(bench.read(tube)).toEqual([TEXT])
    expect(bench.privateKeys().map(({ holder }) => holder)).toEqual([tube])
  })

  test('cannot be moved to another specimen of the same donor', () => {
    bench.note(T1, TEXT)
    const [sealed] = bench.sealedNotes()
    const [key] = bench.privateKeys()
    const at = (specimen: string) =>
      openText(sealCrypto, { what: 'note', donor: DONOR, specimen }, key!.raw, sealed!)
    expect([at(T1), at(T2)]).toEqual([TEXT, null])
  })
})

describe('DON-2: after a withdrawal', () => {
  test('nothing is taken out, and what is out may come back', () => {
    bench.act('checkOut', { specimen: T1, reason: null })
    expect(withdraw().ok).toBe(true)
    expect(bench.act('returnTube', { specimen: T1, at: null }).ok).toBe(true)
    expect(bench.act('checkOut', { specimen: T1, reason: null })).toEqual({
      ok: false,
      error: { type: 'ConsentWithdrawn', code: 'FX1', donor: DONOR },
    })
    expect(bench.act('move', { specimen: T1, at: { container: BOX, index: 5 } }).ok).toBe(true)
    expect(bench.act('checkOut', { specimen: T2, reason: null }).ok).toBe(true)
  })

  test('no undo of a return takes it out again', () => {
    bench.act('checkOut', { specimen: T1, reason: null })
    const returned = bench.newId()
    bench.act('returnTube', { specimen: T1, at: null }, returned)
    withdraw()
    const undone = bench.act('undo', { command: returned })
    expect(undone.ok ? '' : undone.error.type).toBe('ConsentWithdrawn')
  })

  test('DON-3: an aliquot that names no donor is held with what it was made from', () => {
    const child = bench.newId()
    const done = bench.act('accession', {
      specimen: child,
      code: 'FX9',
      study: STUDY,
      material: 'plasma',
      tubeType: 'cryotube',
      collectedAt: null,
      donor: null,
      origin: 'aliquot',
      parent: T1,
      nanolitres: null,
    })
    expect(done.ok).toBe(true)
    bench.act('store', { specimen: child, at: { container: BOX, index: 8 } })
    withdraw()
    const out = bench.act('checkOut', { specimen: child, reason: null })
    expect(out.ok ? '' : out.error.type).toBe('ConsentWithdrawn')
  })

  test('DON-1: a technician does not record it, and nobody twice', () => {
    expect(withdraw(IDA)).toEqual({ ok: false, error: { type: 'NotAllowed', needs: 'manager' } })
    expect(withdraw().ok).toBe(true)
    expect(withdraw()).toEqual({ ok: false, error: { type: 'AlreadyWithdrawn', donor: DONOR } })
  })
})

describe('DON-4: an erasure', () => {
  test('leaves nothing that opens, in any file, and every hash still holds', () => {
    bench.note(T1, TEXT)
    bench.note(T2, 'Another donor')
    const [mine] = bench.privateKeys().filter(({ holder }) => holder === DONOR)
    bench.writer.checkpoint()
    // Without the erasure the key is found, live and in the copy beside the backups.
    const before = filesWith(bench.folder, mine!.raw, mine!.wrapped)
    expect(before).toContain(copyFile(bench.file))
    expect(before.some((file) => file.startsWith(keysFile(bench.file)))).toBe(true)
    const [sealed] = bench.sealedNotes()
    const about = { what: 'note', donor: DONOR, specimen: T1 } as const
    expect(openText(sealCrypto, about, mine!.raw, sealed!)).toBe(TEXT)

    expect(erase().ok).toBe(true)
    expect(filesWith(bench.folder, mine!.raw, mine!.wrapped, Buffer.from(TEXT))).toEqual([])
    expect(bench.read(T1)).toEqual(['erased'])
    expect(bench.read(T2)).toEqual(['Another donor'])
    expect(verifyFull(bench.readDb, {})!.sound).toBe(true)
  })

  test('is for an administrator, and is not done twice', () => {
    expect(erase(DONOR, MARC)).toEqual({
      ok: false,
      error: { type: 'NotAllowed', needs: 'administrator' },
    })
    expect(erase().ok).toBe(true)
    expect(erase()).toEqual({ ok: false, error: { type: 'DonorErased', donor: DONOR } })
  })

  test('DON-6: lets nothing more be written', () => {
    erase()
    const done = bench.writer.note(bench.by(), { specimen: T1, text: TEXT })
    expect(done).toEqual({ ok: false, error: { type: 'DonorErased', donor: DONOR } })
  })

  test('that was cut off between the event and the keys is finished at the next start', () => {
    bench.note(T1, TEXT)
    const [mine] = bench.privateKeys()
    // As the act alone, before anything of the keys is done.
    bench.must(JANA, { type: 'eraseDonor', id: bench.newId(), via: VIA, donor: DONOR })
    expect(filesWith(bench.folder, mine!.wrapped).length).toBeGreaterThan(0)
    bench.kill()
    bench.open()
    expect(filesWith(bench.folder, mine!.raw, mine!.wrapped)).toEqual([])
    expect(bench.read(T1)).toEqual(['erased'])
  })
})

describe('the store of keys', () => {
  test('comes back from the copy beside the backups, without what was erased', () => {
    bench.note(T1, TEXT)
    bench.note(T2, 'Another donor')
    erase()
    bench.close()
    for (const file of [keysFile(bench.file), `${keysFile(bench.file)}-wal`])
      if (existsSync(file)) writeFileSync(file, '')
    bench.open()
    expect(bench.read(T2)).toEqual(['Another donor'])
    expect(bench.read(T1)).toEqual(['erased'])
  })

  test('comes with the backups to a new computer, where a bench was started once', () => {
    bench.note(T1, TEXT)
    bench.note(T2, 'Another donor')
    erase()
    const other = new DonorBench('2')
    other.close()
    cpSync(join(bench.folder, 'backups'), join(other.folder, 'backups'), { recursive: true })
    other.open()
    expect(other.donorKeys.held(OTHER)).toHaveLength(1)
    expect(other.donorKeys.erased()).toEqual([DONOR])
    expect(filesWith(other.folder, ...bench.privateKeys().map(({ raw }) => raw))).toEqual([
      copyFile(other.file),
    ])
    other.close()
    rmSync(other.folder, { recursive: true })
  })

  test('that is damaged hinders nobody, and is put aside', () => {
    bench.note(T1, TEXT)
    bench.close()
    writeFileSync(keysFile(bench.file), 'no database at all, but long enough to be looked at')
    bench.open()
    expect(bench.read(T1)).toEqual([TEXT])
    expect(bench.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
  })

  test('has no copy once the service keeps all of it', () => {
    bench.note(T1, TEXT)
    bench.writer.checkpoint()
    expect(readFileSync(copyFile(bench.file), 'utf8')).toContain(DONOR)
    bench.writer.keepKeys('service')
    answer()
    bench.writer.checkpoint()
    expect(existsSync(copyFile(bench.file))).toBe(false)
  })
})

/** What a service answers that keeps everything and lends nothing else. */
function answer(): void {
  const due = bench.writer.keysDue()!
  const time = bench.clock.at
  const kept = due.put.map(({ key }) => key)
  const said = { time, kept, erased: [], lent: [], until: time + LEASE, next: null }
  bench.writer.keysTook(due, said)
}

describe('DON-7: a lease', () => {
  beforeEach(() => {
    bench.note(T1, TEXT)
    bench.writer.keepKeys('service')
    answer()
  })

  test('ends after seven days: reading is masked, writing and scanning go on', () => {
    bench.clock.at += LEASE - 1
    expect(bench.read(T1)).toEqual([TEXT])
    bench.clock.at += 1
    expect(bench.read(T1)).toEqual(['sealed'])
    bench.note(T1, 'Written all the same')
    expect(bench.read(T1)).toEqual(['sealed', 'sealed'])
    expect(bench.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    // What is over is no longer on the disk.
    bench.writer.keysDue()
    expect(bench.privateKeys()).toEqual([])
  })

  test('is not made longer by a clock that is set back', () => {
    bench.clock.at += LEASE + 1
    expect(bench.read(T1)).toEqual(['sealed'])
    bench.restart()
    bench.session = 'second'
    bench.clock.at -= 30 * 86_400_000
    expect(bench.read(T1)).toEqual(['sealed'])
  })

  test('is due again every day, and with a key that another bench has named', () => {
    expect(bench.writer.keysDue()).toBeNull()
    bench.donorKeys.want([OTHER])
    expect(bench.writer.keysDue()?.lease).toEqual({ after: null })
    answer()
    bench.donorKeys.want([])
    bench.clock.at += 86_400_000
    expect(bench.writer.keysDue()?.lease).toEqual({ after: null })
  })

  test('comes back with the next contact', () => {
    const [mine] = bench.privateKeys()
    bench.clock.at += LEASE
    const due = bench.writer.keysDue()!
    expect(bench.read(T1)).toEqual(['sealed'])
    const time = bench.clock.at
    const lent = [
      { key: mine!.public, holder: mine!.holder, private: mine!.raw.toString('base64') },
    ]
    const said = { time, kept: [], erased: [], lent, until: time + LEASE, next: null }
    expect(bench.writer.keysTook(due, said)).toBe(true)
    expect(bench.read(T1)).toEqual([TEXT])
  })

  test('is refused for a donor who was erased meanwhile, and the keys here go with it', () => {
    const due = { put: [], erased: [], lease: { after: null } }
    const time = bench.clock.at
    const said = { time, kept: [], erased: [DONOR], lent: [], until: time, next: null }
    bench.writer.keysTook(due, said)
    expect(bench.read(T1)).toEqual(['erased'])
    expect(bench.privateKeys()).toEqual([])
  })
})

describe('DON-4: a service that was restored lends nothing', () => {
  const HOLD = 'a'.repeat(32)
  const said = (held?: string) => {
    const time = bench.clock.at
    const nothing = { time, kept: [], erased: [], lent: [], until: time + LEASE, next: null }
    return held === undefined ? nothing : { ...nothing, held }
  }
  /** Tells what is due, and hears what it answers; answers what was told. */
  const tell = (held?: string) => {
    const due = bench.writer.keysDue()!
    bench.writer.keysTook(due, said(held))
    return due
  }
  beforeEach(() => {
    bench.note(T1, TEXT)
    bench.writer.keepKeys('service')
    answer()
    erase(OTHER)
    tell()
    expect(bench.writer.keysDue()).toBeNull()
  })

  test('and hears of all erasures again, also of those that it was told of, after a start too', () => {
    bench.donorKeys.tellAgain()
    expect(bench.writer.keysDue()).toEqual({
      ...{ put: [], erased: [OTHER], lease: { after: null } },
    })
    tell(HOLD)
    bench.restart()
    expect(tell(HOLD)).toMatchObject({ erased: [OTHER], told: HOLD })
    expect(tell(HOLD)).toMatchObject({ erased: [], told: HOLD })
    // Another restore: all of it once more.
    const again = 'b'.repeat(32)
    tell(again)
    expect(tell(again)).toMatchObject({ erased: [OTHER], told: again })
  })

  test('in parts where there are many, and only the last says that it was all', () => {
    const many = Array.from({ length: 1_500 }, (_, n) => `D-${String(n + 1).padStart(4, '0')}-AAAA`)
    bench.donorKeys.erase(many)
    bench.donorKeys.tellAgain()
    tell(HOLD)
    const parts = [tell(HOLD), tell(HOLD), tell(HOLD)]
    expect(parts.map(({ erased }) => erased.length)).toEqual([1_000, 501, 0])
    expect(parts.map(({ told }) => told)).toEqual([undefined, HOLD, HOLD])
  })

  test('and the bench says so in place of the note, until it is lent again', () => {
    const [mine] = bench.privateKeys()
    bench.clock.at += LEASE
    expect(bench.read(T1)).toEqual(['sealed'])
    const due = bench.writer.keysDue()!
    expect(bench.writer.keysTook(due, said(HOLD))).toBe(true)
    expect(bench.read(T1)).toEqual(['held'])
    const key = { key: mine!.public, holder: mine!.holder, private: mine!.raw.toString('base64') }
    bench.writer.keysTook(bench.writer.keysDue()!, { ...said(), lent: [key] })
    expect(bench.read(T1)).toEqual([TEXT])
    expect(bench.writer.keysDue()).toBeNull()
  })

  test('and what was lent before is read until its time is over', () => {
    bench.donorKeys.tellAgain()
    tell(HOLD)
    expect(bench.read(T1)).toEqual([TEXT])
    // It is not for the service to show what it has: nothing is handed over as if it were lost.
    expect(bench.writer.keysDue()?.put).toEqual([])
  })
})
