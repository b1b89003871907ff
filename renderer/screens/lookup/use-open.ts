import { useCallback } from 'react'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { type ScreenIdentity, useOpenIdentity } from '../../app/identity.ts'

/**
 * Opens what was scanned where things are looked at: a box shows its map, where home would begin an
 * intake. `move` is the specimen that a person has picked up; it stays picked up on the way to the
 * position it is meant for.
 */
export function useOpen(move?: string): (identity: ScreenIdentity, scan: Scan) => Promise<void> {
  const go = useGo()
  const openOther = useOpenIdentity()
  return useCallback(
    async (identity, scan) => {
      const carried = move === undefined ? {} : { move }
      if (identity.kind === 'position') {
        const { container, index } = identity.place.at
        return go({ to: 'box', container, select: index, ...carried })
      }
      if (identity.kind !== 'container') return openOther(identity, scan)
      const { container, containerKind } = identity
      if (containerKind === 'box') return go({ to: 'box', container, ...carried })
      const { freezer, rack } = await client.query.locate({ container })
      return go({
        to: 'freezers',
        ...(freezer !== null && { freezer }),
        ...(rack !== null && { rack }),
        ...carried,
      })
    },
    [go, move, openOther],
  )
}
