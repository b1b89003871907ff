import { createStore } from './store.ts'

/** Something that should not have happened: said in a plain sentence, with the details at hand. */
export interface Defect {
  readonly message: string
  readonly stack: string
}

const last = createStore<Defect | undefined>(undefined)

export const useDefect = last.use

export const dismissDefect = (): void => last.set(undefined)

export function reportDefect(error: unknown): void {
  console.error(error)
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  last.set({ message, stack: stack ?? message })
}

/** What no part of the program caught. Call once. */
export function watchForDefects(target: Window): void {
  target.addEventListener('error', ({ error, message }) => reportDefect(error ?? message))
  target.addEventListener('unhandledrejection', ({ reason }) => reportDefect(reason))
}
