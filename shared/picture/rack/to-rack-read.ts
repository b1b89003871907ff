import type { RackRead } from '../../scan/rack/read.ts'
import { refuseText } from '../../scan/text.ts'
import type { RackPicture } from './picture.ts'

/**
 * A rack's picture as every other rack is read: what may be a tube is one whose code is not known, and a
 * code that was read twice stands in both wells.
 */
export function toRackRead({ rackCode, shape, wells }: RackPicture): RackRead {
  return {
    rack: fit(rackCode?.text ?? null),
    shape,
    tubes: wells
      .filter(({ state }) => state !== 'empty')
      .map(({ position, text }) => ({ position, code: fit(text) })),
  }
}

/** What no scanner could bring is no code here either: whoever prints one spoils no more than its own tube. */
function fit(text: string | null): string | null {
  const code = text?.normalize('NFC')
  return code === undefined || refuseText(code) ? null : code
}
