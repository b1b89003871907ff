import type { Queries } from './database.ts'

/** The code that lets one bench in, as its hash (hexadecimal). */
export interface KeptCode {
  readonly hash: string
  readonly expiresAt: number
}

/** Keeps a new code's hash; from now on it is the only one that counts. */
export async function keepCode(queries: Queries, code: KeptCode, at: number): Promise<void> {
  await queries.query('update codes set used_at = $1 where used_at is null', [at])
  await queries.query(
    `insert into codes (hash, made_at, expires_at) values (decode($1, 'hex'), $2, $3)`,
    [code.hash, at, code.expiresAt],
  )
}

export async function openCode(queries: Queries): Promise<KeptCode | null> {
  const [row] = await queries.query<KeptCode>(
    `select encode(hash, 'hex') as hash, expires_at as "expiresAt" from codes where used_at is null`,
  )
  return row ? { hash: row.hash, expiresAt: Number(row.expiresAt) } : null
}

/** Uses a code up. False when it was used already: of two benches with one code only one comes in. */
export async function useCode(queries: Queries, hash: string, at: number): Promise<boolean> {
  const rows = await queries.query(
    `update codes set used_at = $2 where hash = decode($1, 'hex') and used_at is null returning 1`,
    [hash, at],
  )
  return rows.length === 1
}
