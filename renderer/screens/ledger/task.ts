import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { Result } from '#shared/lib/result.ts'
import { createStore } from '../../app/store.ts'

/** A long piece of work as it stands, also when its screen was left and opened again. */
export type TaskState<T> =
  | { readonly is: 'idle' }
  | { readonly is: 'running' }
  | { readonly is: 'failed'; readonly fault: KeepingFault }
  | { readonly is: 'done'; readonly value: T }

export interface Task<T> {
  use(): TaskState<T>
  /** Asks for it; a second call while it runs is none. Settles with what it came to. */
  run(ask: () => Promise<Result<T, KeepingFault>>): Promise<T | undefined>
  forget(): void
}

/** One kind of work. A broken line is told like any other failure: what came of it is then in the view. */
export function createTask<T>(): Task<T> {
  const state = createStore<TaskState<T>>({ is: 'idle' })
  return {
    use: state.use,
    async run(ask) {
      if (state.get().is === 'running') return undefined
      state.set({ is: 'running' })
      const done = await ask().catch(
        (error: unknown): Result<T, KeepingFault> => ({
          ok: false,
          error: { type: 'Failed', why: error instanceof Error ? error.message : String(error) },
        }),
      )
      state.set(done.ok ? { is: 'done', value: done.value } : { is: 'failed', fault: done.error })
      return done.ok ? done.value : undefined
    },
    forget: () => state.set({ is: 'idle' }),
  }
}
