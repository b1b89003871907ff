import type { ScreenIdentity } from '../../app/identity.ts'

/** What was scanned, as a person would call it. */
export function codeIn(identity: ScreenIdentity): string {
  if ('code' in identity) return identity.code
  return identity.kind === 'position' ? identity.place.position : identity.command
}
