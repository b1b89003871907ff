import { useCallback } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import type { Identity } from '#shared/contract/views.ts'
import { never } from '#shared/lib/assert.ts'
import { COMMAND_PREFIX } from '#shared/scan/command-codes.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { wordsOf } from '../i18n/use-t.ts'
import { playTone } from '../tones/tones.ts'
import { client } from './client.ts'
import { placeOfCommand } from './command-places.ts'
import { type To, useGo } from './go.ts'
import { say } from './notice.ts'
import { useScanSink } from './scanner.ts'
import { useUndoShown } from './undo.ts'
import { viaOf } from './via.ts'

/** A badge was scanned while someone is signed in: the other person has the bench from here on. */
export function useSwitchUser(): (scan: Scan) => Promise<void> {
  const intl = useIntl()
  return useCallback(
    async (scan) => {
      const t = wordsOf(intl)
      const done = await client.session.signInBadge({ code: scan.text })
      playTone(done.ok ? 'success' : 'warning')
      if (done.ok) say(t('session.switched', { name: done.value.name }))
      else say(t('signin.unknownBadge'), 'caution')
    },
    [intl],
  )
}

/** What is left for a screen once badges are dealt with. */
export type ScreenIdentity = Exclude<Identity, { kind: 'person' }>

/**
 * Like `useScanSink`, with the code looked up: badges switch the user here, commands that open a place go
 * there, all else goes to the screen. `box` is the open box, in which `B3` alone names a position.
 */
export function useIdentitySink(
  handler: (identity: ScreenIdentity, scan: Scan) => void | Promise<void>,
  { box = null, enabled = true }: { box?: string | null; enabled?: boolean } = {},
): void {
  const switchUser = useSwitchUser()
  const go = useGo()
  useScanSink(
    async (scan) => {
      if (scan.isBadge) return switchUser(scan)
      const identity = await client.scan.resolve({ text: scan.text, box })
      if (identity.kind === 'person') return switchUser(scan)
      const place = identity.kind === 'command' && placeOfCommand(identity.command)
      return place ? go(place) : handler(identity, scan)
    },
    { enabled, badges: true },
  )
}

/**
 * Opens what was scanned, as the home screen does: a tube its card, a box its intake, a position its
 * box, an unknown code the form to register it; Undo takes back the act that the screen shows.
 */
export function useOpenIdentity(): (identity: ScreenIdentity, scan: Scan) => Promise<void> {
  const go = useGo()
  const intl = useIntl()
  const undoShown = useUndoShown()
  return useCallback(
    async (identity, scan) => {
      const t = wordsOf(intl)
      switch (identity.kind) {
        case 'specimen':
          await go({ to: 'specimen', specimen: identity.specimen })
          return sayOther(intl, identity)
        case 'duplicate':
          playTone('warning')
          await go({ to: 'worklist' })
          return say(t('refusal.codeTwice', { code: identity.code }), 'caution')
        case 'container':
          return identity.containerKind === 'box'
            ? go(await intakeOf(identity.container))
            : go(await freezerOf(identity.container))
        case 'position':
          return go({
            to: 'box',
            container: identity.place.at.container,
            select: identity.place.at.index,
          })
        case 'command':
          if (identity.command === 'undo') return undoShown(viaOf(scan))
          playTone('warning')
          return say(t('command.notHere', { command: scan.text }), 'caution')
        case 'unknown':
          if (identity.code.startsWith(COMMAND_PREFIX)) {
            playTone('warning')
            return say(t('command.notHere', { command: identity.code }), 'caution')
          }
          await go({ to: 'accession', code: identity.code })
          return sayOther(intl, identity)
        default:
          return never(identity)
      }
    },
    [go, intl, undoShown],
  )
}

/** That the code is of another issuer, or of a label that the tube had before. WRK-17 */
function sayOther(
  intl: IntlShape,
  identity: Extract<ScreenIdentity, { kind: 'specimen' | 'unknown' }>,
): void {
  const t = wordsOf(intl)
  const { code, issuer } = identity
  if (identity.kind === 'unknown') {
    if (issuer) say(t('lookup.foreignNew', { code, issuer }))
    return
  }
  const { label } = identity
  if (label === undefined) return
  say(issuer ? t('lookup.foreign', { code, issuer, label }) : t('lookup.former', { code, label }))
}

/** The batch into this box: it goes on where it is open, and else is begun. */
async function intakeOf(box: string): Promise<To> {
  const open = await client.intake.current()
  return open?.box.container === box ? { to: 'intake' } : { to: 'intake-start', box }
}

/** The map of the freezer that a container stands in, opened at its rack. */
async function freezerOf(container: string): Promise<To> {
  const { freezer, rack } = await client.query.locate({ container })
  return {
    to: 'freezers',
    ...(freezer === null ? {} : { freezer }),
    ...(rack === null ? {} : { rack }),
  }
}
