import { err } from '#shared/lib/result.ts'
import { refusedBy } from './answers.ts'
import { type Base, CLICK } from './base.ts'

/** A box that is being filled. */
export function intake({ bench, seated, reading, answered }: Base) {
  const { write } = bench.store
  return {
    current: reading.intake.current.handler(() => write.intake()),
    start: seated.intake.start.handler(({ input }) =>
      write.startIntake(input).catch((error) => err(refusedBy(error))),
    ),
    scan: seated.intake.scan.handler(async ({ input, context }) => {
      const { text, ...scan } = input
      return answered(write.scanInto(text, { ...scan, actor: context.actor }), scan.id)
    }),
    target: seated.intake.target.handler(async ({ input, context }) =>
      answered(write.retarget(input.index, { id: '', via: CLICK, actor: context.actor })),
    ),
    release: seated.intake.release.handler(async ({ input, context }) => {
      const { way, ...by } = input
      return answered(write.release(way, { ...by, actor: context.actor }), by.id)
    }),
    undo: seated.intake.undo.handler(async ({ input, context }) =>
      answered(write.undoInto({ ...input, actor: context.actor }), input.id),
    ),
    resolve: seated.intake.resolve.handler(async ({ input, context }) => {
      const { code, as, ...by } = input
      return answered(write.resolveParked(code, as, { ...by, actor: context.actor }), by.id)
    }),
    pause: seated.intake.pause.handler(async ({ input }) => answered(write.pause(input.paused))),
    finish: seated.intake.finish.handler(async () => {
      await write.finish()
      return null
    }),
  }
}
