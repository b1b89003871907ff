import type { Layout, Placed } from '#shared/label/layout.ts'
import { code128Path } from './code-128-path.ts'
import { dataMatrixPath } from './data-matrix-path.ts'

/** A thing on a label with the path of its code, in modules. */
export interface Drawn {
  readonly of: Placed
  readonly d: string | null
}

/** What is drawn of a layout. LAB-6: symbols of the same size, with the same codewords as the printer's. */
export const drawnOf = ({ placed }: Layout): Drawn[] => placed.map((of) => ({ of, d: pathOf(of) }))

function pathOf(one: Placed): string | null {
  switch (one.kind) {
    case 'matrix':
      return dataMatrixPath(one.code, one.side).d
    case 'linear':
      return code128Path(one.code).d
    case 'text':
      return null
  }
}
