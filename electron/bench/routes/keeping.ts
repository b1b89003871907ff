import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { Role } from '#shared/domain/words.ts'
import { err, type Result } from '#shared/lib/result.ts'
import { isAtLeast } from '../keeping-faults.ts'
import type { Base } from './base.ts'

/** The ledger and its key: proof, copies, repair. */
export function keepingAndSigning({ bench, os, seated, who }: Base) {
  const { store, events, keeping } = bench
  const { read } = store

  /** A damaged ledger has to be mended by whoever is responsible and there. */
  const restorer = () => (keeping.isSound() ? 'administrator' : 'manager')
  /**
   * Why somebody may not do a work of keeping, or null. Where a ledger is so damaged that it names no
   * person, and on a bench that is not set up yet, nobody can sign in: there it is open.
   */
  async function mayKeep(needs: Role): Promise<KeepingFault | null> {
    if (!bench.person() && (await isWithoutPeople())) return null
    const { role } = who()
    bench.active()
    return needs === 'technician' || isAtLeast(role, needs) ? null : { type: 'NotAllowed', needs }
  }
  async function isWithoutPeople(): Promise<boolean> {
    if (!keeping.isSound()) return store.opening().isUnreadable
    if (bench.view().stage !== 'first-run' || bench.joining.view()) return false
    return (await read.people()).length === 0
  }
  async function allowed<T>(
    needs: 'manager' | 'administrator',
    work: () => Promise<Result<T, KeepingFault>>,
  ): Promise<Result<T, KeepingFault>> {
    const no = await mayKeep(needs)
    return no ? err(no) : work()
  }

  return {
    signing: {
      protect: seated.signing.protect.handler(({ input, context }) =>
        context.role === 'administrator'
          ? bench.signing.protect(input.passphrase)
          : err({ type: 'NotAllowed', needs: 'administrator' } as const),
      ),
      unlock: seated.signing.unlock.handler(({ input, context }) =>
        context.role === 'administrator'
          ? bench.signing.unlock(input.secret)
          : err({ type: 'NotAllowed', needs: 'administrator' } as const),
      ),
    },
    keeping: {
      learnt: os.keeping.learnt.handler(async function* ({ signal }) {
        yield* events.subscribe('learnt', { signal })
      }),
      snapshot: seated.keeping.snapshot.handler(async ({ context }) =>
        context.role === 'administrator'
          ? bench.snapshots.make()
          : { type: 'fault', fault: 'NotAllowed' },
      ),
      verify: seated.keeping.verify.handler(() => keeping.verify()),
      rebuild: os.keeping.rebuild.handler(() => allowed('manager', () => keeping.rebuild())),
      exportAll: os.keeping.exportAll.handler(() => allowed('manager', () => keeping.exportAll())),
      backups: os.keeping.backups.handler(async () => {
        await mayKeep('technician')
        return keeping.backups()
      }),
      incidents: os.keeping.incidents.handler(async () => {
        await mayKeep('technician')
        return read.incidents()
      }),
      backup: os.keeping.backup.handler(() => allowed('manager', () => keeping.backup())),
      previewRestore: os.keeping.previewRestore.handler(({ input }) =>
        allowed(restorer(), () => keeping.previewRestore(input.file)),
      ),
      restore: os.keeping.restore.handler(({ input }) =>
        allowed(restorer(), () => keeping.restore(input.file, bench.person()?.person ?? null)),
      ),
      previewSalvage: os.keeping.previewSalvage.handler(() =>
        allowed('manager', () => keeping.previewSalvage()),
      ),
      salvage: os.keeping.salvage.handler(() =>
        allowed('manager', () => keeping.salvage(bench.person()?.person ?? null)),
      ),
      cancel: seated.keeping.cancel.handler(() => {
        keeping.cancel()
        return null
      }),
    },
  }
}
