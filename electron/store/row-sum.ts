import { fromHex } from '#shared/ledger/envelope.ts'
import { type Cell, rowSum } from '#shared/ledger/seal.ts'
import { sha256 } from '../sha256.ts'

/** What stands in the column `sum` of a row of this bench's own tables: over its other columns in their order. */
export const sumOf = (table: string, ...cells: readonly Cell[]): Uint8Array =>
  fromHex(rowSum(sha256, table, cells))
