import { z } from 'zod'
import { type KnownRack, learnRack } from '#shared/picture/rack/guess.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import { CORNERS } from '#shared/picture/rack/stand.ts'
import { turn } from '#shared/picture/rack/turn.ts'

const KEPT = 'frostkeep.racks'
/** Of how many kinds of racks it is kept how they lie. */
const MOST = 20

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const shape = z.object({ rows: z.int().positive(), columns: z.int().positive() })
const stand = z.object({ corner: z.enum(CORNERS), mirrored: z.boolean() })
const kept = z.object({
  known: z.array(z.object({ shape, codeAt: z.enum(['top', 'right', 'bottom', 'left']), stand })),
  /** How the last rack of a shape lay. */
  last: z.array(z.object({ shape, stand })),
})
type Kept = z.infer<typeof kept>

/** How racks lay on this bench when somebody confirmed where their A1 is. */
export function keptStands(shelf: Shelf): Kept {
  try {
    return kept.parse(JSON.parse(shelf.getItem(KEPT) ?? ''))
  } catch {
    return { known: [], last: [] }
  }
}

/** A person said where A1 is: the next rack like it is shown so, and asked about again. */
export function keepStand(shelf: Shelf, read: RackPicture): void {
  if (read.shape === null) return
  const former = keptStands(shelf)
  const known = learnRack(read)
  const isOther = (one: { readonly shape: KnownRack['shape'] }): boolean =>
    one.shape.rows !== read.shape?.rows || one.shape.columns !== read.shape?.columns
  const next: Kept = {
    known: known
      ? [known, ...former.known.filter((one) => isOther(one) || one.codeAt !== known.codeAt)]
      : former.known,
    last: [{ shape: read.shape, stand: read.stand }, ...former.last.filter(isOther)],
  }
  shelf.setItem(
    KEPT,
    JSON.stringify({ known: next.known.slice(0, MOST), last: next.last.slice(0, MOST) }),
  )
}

/** Where the picture itself tells nothing, a rack is shown as the last one of its shape lay. */
export function asBefore(shelf: Shelf, read: RackPicture): RackPicture {
  if (read.shape === null || read.standBy !== 'guess') return read
  const { rows, columns } = read.shape
  const before = keptStands(shelf).last.find(
    (one) => one.shape.rows === rows && one.shape.columns === columns,
  )
  // Seen from the other side it is another picture: then the corner of the last one says nothing.
  if (!before || before.stand.mirrored !== read.stand.mirrored) return read
  return { ...turn(read, before.stand.corner, before.stand.mirrored), standBy: 'known' }
}
