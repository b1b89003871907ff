import type { WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { StoreContext } from '../context.ts'
import { bindRack, checkRack } from './bind.ts'
import type { WorkAct } from './flow.ts'
import { goOnWork, parkWork, releaseWork } from './held.ts'
import { resolveAllWork, resolveWork } from './parked.ts'
import type { RackAsked } from './rack.ts'
import {
  commandWork,
  currentWork,
  finishWork,
  letGoWork,
  pauseWork,
  scanWork,
  startWork,
  undoWork,
} from './work.ts'

/** What a screen may ask of the batches of this bench. */
export function workCalls(store: StoreContext) {
  /** Kinds of batches that somebody has gone on with since the program was started. */
  const touched = new Set<WorkKind>()
  const working = <T>(kind: WorkKind, answer: T): T => {
    touched.add(kind)
    return answer
  }

  return {
    work: (kind: WorkKind) => currentWork(store, kind, !touched.has(kind)),
    startWork: (setup: WorkSetup, actor: string) => {
      touched.add(setup.kind)
      return startWork(store, setup, actor)
    },
    scanWork: (kind: WorkKind, text: string, act: WorkAct) =>
      working(kind, scanWork(store, kind, text, act)),
    commandWork: (kind: WorkKind, command: 'done' | 'damaged' | 'print' | 'cancel', act: WorkAct) =>
      working(kind, commandWork(store, kind, command, act)),
    releaseWork: (kind: WorkKind) => working(kind, releaseWork(store, kind)),
    letGoWork: (kind: WorkKind, specimen: string) =>
      working(kind, letGoWork(store, kind, specimen)),
    undoWork: (kind: WorkKind, act: WorkAct) => working(kind, undoWork(store, kind, act)),
    resolveWork: (kind: WorkKind, code: string, as: 'tube' | 'aside', act: WorkAct) =>
      working(kind, resolveWork(store, kind, code, as, act)),
    resolveAllWork: (kind: WorkKind, act: WorkAct) =>
      working(kind, resolveAllWork(store, kind, act)),
    goOnWork: (kind: WorkKind, act: WorkAct) => working(kind, goOnWork(store, kind, act)),
    parkWork: (kind: WorkKind) => working(kind, parkWork(store, kind)),
    pauseWork: (kind: WorkKind, paused: boolean) => working(kind, pauseWork(store, kind, paused)),
    checkRack: (asked: RackAsked, act: WorkAct) => checkRack(store, asked, act),
    bindRack: (asked: RackAsked, act: WorkAct) =>
      working('processing', bindRack(store, asked, act)),
    finishWork: (kind: WorkKind, act: WorkAct) => working(kind, finishWork(store, kind, act)),
  }
}
