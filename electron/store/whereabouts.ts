import { statSync } from 'node:fs'

/** Which files a connection writes to: a name can come to mean another file, or none. */
export interface Whereabouts {
  readonly file: string
  readonly ids: readonly (string | null)[]
}

/** The file that a connection has open is no longer the one at its place. */
export class LedgerMoved extends Error {
  override readonly name = 'LedgerMoved'
  constructor(file: string) {
    super(`${file} or its log was removed or replaced while it was in use`)
  }
}

/** Of a ledger in write-ahead mode that was just used, so that its log is there. */
export const whereaboutsOf = (file: string): Whereabouts => ({
  file,
  ids: [idOf(file), idOf(`${file}-wal`)],
})

/** Whether database and log are still the files that they were. */
export const stillThere = ({ file, ids }: Whereabouts): boolean =>
  idOf(file) === ids[0] && idOf(`${file}-wal`) === ids[1]

function idOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}` : null
}
