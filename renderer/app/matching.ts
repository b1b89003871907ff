import type { TablerIcon } from '@tabler/icons-react'

/** One line of the palette. */
export interface Entry {
  readonly id: string
  readonly label: string
  readonly icon: TablerIcon
  run(): void
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The entries that hold every typed word, accents and case aside; those that begin with it first. */
export function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean)
  const first = wanted[0] ?? ''
  return entries
    .filter(({ label }) => wanted.every((word) => folded(label).includes(word)))
    .sort((a, b) => Number(begins(b, first)) - Number(begins(a, first)))
}

const begins = ({ label }: Entry, word: string): boolean => folded(label).startsWith(word)
