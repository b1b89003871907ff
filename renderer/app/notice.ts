import type { ReactNode } from 'react'
import { createStore } from './store.ts'

/** A result that has no other place on the screen. It stays until the next scan or the next screen. */
export interface Notice {
  readonly tone: 'note' | 'caution' | 'stop'
  readonly words: ReactNode
}

const notice = createStore<Notice | undefined>(undefined)

export const useNotice = notice.use

export const say = (words: ReactNode, tone: Notice['tone'] = 'note'): void =>
  notice.set({ words, tone })

export const unsay = (): void => notice.set(undefined)
