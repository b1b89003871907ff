import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { unsay } from './notice.ts'
import { scanQueue } from './scanner.ts'

/** Every place of the program. The address of each survives a reload. */
export type To =
  | { to: 'home' }
  | { to: 'intake' }
  | { to: 'intake-start'; box: string }
  /** `code` is the tube that was scanned before there was a batch. */
  | { to: 'accession'; code?: string }
  | { to: 'specimen'; specimen: string; say?: 'registered' }
  /** `move` is the specimen that a person has picked up; `found` the one scanned that is here. */
  | { to: 'box'; container: string; select?: number; move?: string; found?: string }
  /** A box that is to be read whole; without one, whichever is scanned. */
  | { to: 'rescan'; container?: string }
  | { to: 'freezers'; freezer?: string; rack?: string; move?: string }
  | { to: 'samples'; text?: string; out?: boolean; missing?: boolean }
  | { to: 'studies' }
  | { to: 'study'; study: string }
  | { to: 'worklist'; id?: string }
  | { to: 'import' }
  /** Consignments, or one of them. `announce`: one that is on its way; `open`: one that nobody has announced. */
  | { to: 'receiving'; shipment?: string; act?: 'announce' | 'open' }
  /** `code` is the tube that a batch is to begin with; `made`: what the last one came to. */
  | { to: 'processing'; code?: string; made?: boolean }
  | { to: 'transfer'; way?: 'send' | 'receive' }
  /** `restore` is the backup that is being looked at. */
  | { to: 'ledger'; restore?: string }
  | { to: 'recovery' }
  | { to: 'labels' }
  /** Scanners unless a part is given. */
  | { to: 'devices'; part?: 'scanners' | 'racks' | 'printers' }
  | { to: 'settings' }
  | { to: 'help' }

const PATHS: Readonly<Record<To['to'], string>> = {
  home: '/',
  intake: '/intake',
  'intake-start': '/intake/start',
  accession: '/accession',
  specimen: '/specimen',
  box: '/box',
  rescan: '/rescan',
  freezers: '/freezers',
  samples: '/samples',
  studies: '/studies',
  study: '/study',
  worklist: '/worklist',
  import: '/import',
  receiving: '/receiving',
  processing: '/processing',
  transfer: '/transfer',
  ledger: '/ledger',
  recovery: '/recovery',
  labels: '/labels',
  devices: '/devices',
  settings: '/settings',
  help: '/help',
}

export const pathOf = (to: To['to']): string => PATHS[to]

/** The longest that scans wait for a screen to change; a slow screen must not stop the bench. */
const LONGEST_MS = 2_000

/**
 * Goes to another place and settles when it is on the screen. A scan that comes meanwhile waits for
 * that place, and is not taken by the one that is being left.
 */
export function useGo(): (to: To, options?: { replace?: boolean }) => Promise<void> {
  const router = useRouter()
  return useCallback(
    async ({ to, ...search }, { replace = false } = {}) => {
      unsay()
      const resume = scanQueue.pause()
      const before = router.latestLocation.href
      const rendered = new Promise<void>((done) => {
        const stop = router.subscribe('onRendered', () => {
          stop()
          done()
        })
      })
      const gone = router
        .navigate({ to: PATHS[to], search, replace })
        .then(() => (router.latestLocation.href === before ? undefined : rendered))
      // Where the screens have gone meanwhile, as when the bench was locked, nothing is rendered any more.
      const longest = new Promise((done) => setTimeout(done, LONGEST_MS))
      await Promise.race([gone, longest]).finally(resume)
    },
    [router],
  )
}
