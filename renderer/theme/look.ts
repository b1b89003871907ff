import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

/** `auto` follows what the person has told the system: light or dark, and more contrast. */
export const THEMES = ['light', 'dark', 'contrast', 'auto'] as const
export type Theme = (typeof THEMES)[number]

/** Per cent of the designed size. */
export const SCALES = [100, 125, 150, 175, 200] as const
export type Scale = (typeof SCALES)[number]

export interface Look {
  readonly theme: Theme
  readonly scale: Scale
}

const KEPT = { theme: 'frostkeep.theme', scale: 'frostkeep.scale' } as const

/** The look as kept; what cannot be read is what a new bench has. */
export const parseLook = (theme: string | null, scale: string | null): Look => ({
  theme: THEMES.find((one) => one === theme) ?? 'auto',
  scale: SCALES.find((one) => String(one) === scale) ?? 100,
})

/** High contrast comes in light and dark as well, and leaves that to the system. */
export const schemeOf = (theme: Theme): MantineColorScheme =>
  theme === 'contrast' ? 'auto' : theme

/** Whether the tokens of high contrast are worn. */
export const wearsContrast = (theme: Theme, systemWantsMore: boolean): boolean =>
  theme === 'contrast' || (theme === 'auto' && systemWantsMore)

const listeners = new Set<() => void>()
let look: Look | undefined

const load = (): Look =>
  parseLook(localStorage.getItem(KEPT.theme), localStorage.getItem(KEPT.scale))

/** How this computer's screens look. */
export const currentLook = (): Look => {
  look ??= load()
  return look
}

/** Calls `listener` after each change; the answer ends that. */
export function onLook(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Changes the look at once and keeps it on this computer. */
export function chooseLook(change: Partial<Look>): void {
  const next = { ...currentLook(), ...change }
  localStorage.setItem(KEPT.theme, next.theme)
  localStorage.setItem(KEPT.scale, String(next.scale))
  wear(next)
}

/** Puts the look on, and keeps it in step with the system and with other windows. Call once, first. */
export function startLook(): void {
  matchMedia(MORE_CONTRAST).addEventListener('change', () => wear(currentLook()))
  window.addEventListener('storage', () => wear(load()))
  wear(load())
}

const MORE_CONTRAST = '(prefers-contrast: more)'

/**
 * The scale is `zoom` on the root: each length follows it, in a window and in a browser alike, and the layout
 * answers through the container `window` (base.css), which a media query would not.
 */
function wear(next: Look): void {
  look = next
  const root = document.documentElement
  const contrast = wearsContrast(next.theme, matchMedia(MORE_CONTRAST).matches)
  root.dataset.contrast = contrast ? 'more' : 'usual'
  root.style.zoom = next.scale === 100 ? '' : `${next.scale}%`
  for (const listener of listeners) listener()
}

/** Gives Mantine the scheme out of the look, so that there is one memory of it. */
export function schemeManager(): MantineColorSchemeManager {
  let end = () => undefined as unknown
  return {
    get: () => schemeOf(currentLook().theme),
    set: () => undefined,
    subscribe: (onUpdate) => {
      end = onLook(() => onUpdate(schemeOf(currentLook().theme)))
    },
    unsubscribe: () => void end(),
    clear: () => undefined,
  }
}
