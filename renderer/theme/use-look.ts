import { useSyncExternalStore } from 'react'
import { currentLook, type Look, onLook } from './look.ts'

/** How the screens look, and again when that changes. */
export const useLook = (): Look => useSyncExternalStore(onLook, currentLook)
