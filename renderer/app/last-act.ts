import type { RecentView } from '#shared/contract/views.ts'

/** `fixed`: the newest act cannot be taken back, and no older one is taken in its stead. */
export type LastAct =
  | { readonly is: 'none' }
  | { readonly is: 'fixed' | 'undoable'; readonly act: RecentView }

/**
 * The newest act of this bench that still stands; `recent` is newest first. A label that comes out of its
 * printer by and by is no step of anybody's hand, and is not in the way of the step before it.
 */
export function lastAct(recent: readonly RecentView[]): LastAct {
  const act = recent.find(({ undone, type }) => !undone && type !== 'specimen.label_printed')
  if (act === undefined) return { is: 'none' }
  return { is: act.undoable ? 'undoable' : 'fixed', act }
}
