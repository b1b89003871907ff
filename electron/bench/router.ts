import type { Bench } from './bench.ts'
import { createBase } from './routes/base.ts'
import { devices } from './routes/devices.ts'
import { imports } from './routes/imports.ts'
import { intake } from './routes/intake.ts'
import { keepingAndSigning } from './routes/keeping.ts'
import { labels } from './routes/labels.ts'
import { looking } from './routes/looking.ts'
import { racks } from './routes/racks.ts'
import { records } from './routes/records.ts'
import { session } from './routes/session.ts'
import { settingUp } from './routes/setting-up.ts'
import { shipments } from './routes/shipments.ts'
import { studies } from './routes/studies.ts'
import { transfer } from './routes/transfer.ts'
import { work } from './routes/work.ts'

/** What the bench does for each question of the contract, by area. */
export function createRouter(bench: Bench) {
  const base = createBase(bench)
  const { os, seated, saved } = base
  return os.router({
    bench: settingUp(base),
    session: session(base),
    act: seated.act.handler(async ({ input, context }) =>
      saved(input.command.id, bench.store.write.execute(context.actor, input.command)),
    ),
    ...looking(base),
    devices: devices(base),
    labels: labels(base),
    racks: racks(base),
    intake: intake(base),
    work: work(base),
    shipments: shipments(base),
    ...records(base),
    ...studies(base),
    ...keepingAndSigning(base),
    transfer: transfer(base),
    imports: imports(base),
  })
}

export type BenchRouter = ReturnType<typeof createRouter>
