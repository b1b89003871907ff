import type { TablerIcon } from '@tabler/icons-react'

/** An outline icon at the one stroke of the house. It never stands without a word beside it. */
export function Icon({ of: Shape, size = 24 }: { of: TablerIcon; size?: number | undefined }) {
  return <Shape size={size} stroke={1.75} aria-hidden="true" focusable="false" />
}
