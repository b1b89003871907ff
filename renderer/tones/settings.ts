import type { Tone } from './score.ts'

const KEPT = 'frostkeep.tones'

export const TONES: readonly Tone[] = ['success', 'warning', 'error', 'unknown']

export type MutedTones = Readonly<Record<Tone, boolean>>

/** Which tones are muted, as kept; what cannot be read counts as not muted, for a tone warns. */
export function parseMuted(kept: string | null): MutedTones {
  const names = (kept ?? '').split(',')
  return {
    success: names.includes('success'),
    warning: names.includes('warning'),
    error: names.includes('error'),
    unknown: names.includes('unknown'),
  }
}

export const formatMuted = (muted: MutedTones): string =>
  TONES.filter((tone) => muted[tone]).join(',')

export const loadMuted = (): MutedTones => parseMuted(localStorage.getItem(KEPT))

export const saveMuted = (muted: MutedTones): void => localStorage.setItem(KEPT, formatMuted(muted))
