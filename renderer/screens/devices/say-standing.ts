import type { ScannerDeviceView } from '#shared/contract/devices.ts'
import type { Say } from '../../i18n/use-t.ts'

/** Why a device cannot be opened, as far as the computer's own word tells. */
export type WhyClosed = 'forbidden' | 'held' | 'missing' | 'other'

/** By the words of Linux, Windows and macOS; `other` where none of them is known. */
export function whyClosed(message: string | null): WhyClosed {
  const said = message ?? ''
  if (/permission denied|EACCES|access (is )?denied|not permitted|EPERM/i.test(said))
    return 'forbidden'
  if (/lock|busy|in use|EBUSY|already open|sharing violation/i.test(said)) return 'held'
  if (/no such (file|device)|ENOENT|ENXIO|ENODEV|not found|cannot find/i.test(said))
    return 'missing'
  return 'other'
}

/** How a scanner stands, in one sentence. `time` makes words of a moment. */
export function sayStanding(
  t: Say,
  { standing, kind, message, lastAt, since }: ScannerDeviceView,
  time: (at: number) => string,
): string {
  switch (standing) {
    case 'ready':
      return t('devices.standing.ready')
    case 'off':
      return t('devices.standing.off')
    case 'lost':
      if (kind === 'serial') return t('devices.closed.missing')
      if (since !== null) return t('devices.standing.lostSince', { at: time(since) })
      return lastAt === null
        ? t('devices.standing.absent')
        : t('devices.standing.lost', { at: time(lastAt) })
    case 'cannot-open': {
      const why = whyClosed(message)
      if (why === 'forbidden' && kind === 'serial') return t('devices.closed.forbiddenSerial')
      return t(`devices.closed.${why}`, { message: message ?? '' })
    }
  }
}
