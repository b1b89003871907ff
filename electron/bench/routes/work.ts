import { err } from '#shared/lib/result.ts'
import { refusedBy } from './answers.ts'
import { type Base, CLICK } from './base.ts'

/** Nothing is written under it. */
const PREVIEW = '00000000-0000-7000-8000-000000000000'

/** Batches of every kind. */
export function work({ bench, seated, reading, working }: Base) {
  const { write } = bench.store
  return {
    current: reading.work.current.handler(({ input }) => write.work(input.kind)),
    start: seated.work.start.handler(({ input, context }) =>
      write.startWork(input.setup, context.actor).catch((error) => err(refusedBy(error))),
    ),
    scan: seated.work.scan.handler(({ input: { kind, text, ...by }, context }) =>
      working(kind, write.scanWork(kind, text, { ...by, actor: context.actor }), by.id),
    ),
    command: seated.work.command.handler(({ input: { kind, command, ...by }, context }) =>
      working(kind, write.commandWork(kind, command, { ...by, actor: context.actor }), by.id),
    ),
    release: seated.work.release.handler(({ input: { kind } }) =>
      working(kind, write.releaseWork(kind)),
    ),
    letGo: seated.work.letGo.handler(({ input: { kind, specimen } }) =>
      working(kind, write.letGoWork(kind, specimen)),
    ),
    undo: seated.work.undo.handler(({ input: { kind, ...by }, context }) =>
      working(kind, write.undoWork(kind, { ...by, actor: context.actor }), by.id),
    ),
    resolve: seated.work.resolve.handler(({ input: { kind, code, as, ...by }, context }) =>
      working(kind, write.resolveWork(kind, code, as, { ...by, actor: context.actor }), by.id),
    ),
    resolveAll: seated.work.resolveAll.handler(({ input: { kind, ...by }, context }) =>
      working(kind, write.resolveAllWork(kind, { ...by, actor: context.actor }), by.id),
    ),
    park: seated.work.park.handler(({ input: { kind } }) => working(kind, write.parkWork(kind))),
    goOn: seated.work.goOn.handler(({ input: { kind, ...by }, context }) =>
      working(kind, write.goOnWork(kind, { ...by, actor: context.actor }), by.id),
    ),
    pause: seated.work.pause.handler(({ input: { kind, paused } }) =>
      working(kind, write.pauseWork(kind, paused)),
    ),
    checkRack: reading.work.checkRack.handler(({ input, context }) =>
      write.checkRack(input, { id: PREVIEW, via: CLICK, actor: context.actor }),
    ),
    bindRack: seated.work.bindRack.handler(({ input: { id, via, ...rack }, context }) =>
      working('processing', write.bindRack(rack, { id, via, actor: context.actor }), id),
    ),
    finish: seated.work.finish.handler(({ input: { kind, ...by }, context }) =>
      working(kind, write.finishWork(kind, { ...by, actor: context.actor }), by.id),
    ),
  }
}
