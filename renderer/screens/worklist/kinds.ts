import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import type { GlyphState } from '../../components/glyph-state.ts'

type Kind = DiscrepancyView['kind']

const GLYPHS: Readonly<Record<Kind, GlyphState>> = {
  'position-contested': 'contested',
  'tube-in-two-places': 'contested',
  'code-twice': 'contested',
  'resolutions-differ': 'contested',
  'out-after-withdrawal': 'quarantined',
  'quantity-negative': 'expiring',
  'thaw-limit': 'expiring',
  'chain-fork': 'unverified',
  'clock-suspect': 'unverified',
  'cause-lost': 'unverified',
  'bad-seal': 'unverified',
  'unknown-event': 'unknown',
}

export const glyphOf = ({ kind, state }: DiscrepancyView): GlyphState =>
  state === 'resolved' ? 'stored' : GLYPHS[kind]

/** Benches have names, everything else has a code. */
const NAMED: ReadonlySet<Kind> = new Set<Kind>(['chain-fork', 'clock-suspect', 'bad-seal'])
export const isCodeTitle = (kind: Kind): boolean => !NAMED.has(kind)

/** Kinds that a scan of the tube and of its position settles. */
export const isRescanned = ({ kind, holds }: DiscrepancyView): boolean =>
  holds && (kind === 'position-contested' || kind === 'tube-in-two-places')

/** Reasons that nearly always fit, the likeliest first. A person may say it otherwise. */
export function reasonsFor({ kind, state }: DiscrepancyView, rescanned: boolean): string[] {
  if (rescanned) return ['rescanned', 'seen', 'asked']
  if (state === 'cleared') return ['seen', 'known', 'asked']
  switch (kind) {
    case 'position-contested':
    case 'tube-in-two-places':
      return ['seen', 'asked', 'mistake']
    case 'code-twice':
      return ['labels', 'asked', 'mistake']
    case 'out-after-withdrawal':
      return ['beforeKnown', 'inPlace', 'asked']
    case 'quantity-negative':
    case 'thaw-limit':
      return ['asked', 'measured', 'mistake']
    case 'clock-suspect':
      return ['clockSet', 'known']
    case 'unknown-event':
      return ['update', 'known']
    case 'chain-fork':
    case 'cause-lost':
    case 'bad-seal':
      return ['restored', 'known']
    case 'resolutions-differ':
      return ['seen', 'asked']
  }
}
