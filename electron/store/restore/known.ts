import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ChainName, readChainName } from '#shared/ledger/chain.ts'
import { anchorOf } from '../anchor.ts'
import { asideFolder } from '../aside.ts'
import { backupFolder } from '../backup/backups.ts'
import { readManifest } from '../backup/manifest.ts'
import type { ReadDb } from '../open.ts'

/**
 * The chains that are known of this bench from outside of a ledger that may be damaged: by its anchor,
 * by those of ledgers that were put aside, by the manifests of its backups.
 */
export function chainsNamedOutside(ledger: string, from = { backups: true }): ChainName[] {
  const folder = asideFolder(ledger)
  const anchors = [ledger, ...namesIn(folder).map((name) => join(folder, name, 'ledger.db'))]
  const names = [
    ...anchors.flatMap((file) => anchorOf(file).newest?.chain ?? []),
    ...(from.backups ? manifestsOf(ledger) : []).flatMap(({ install, heads }) =>
      heads.flatMap(({ chain }) => (readChainName(chain)?.install === install ? chain : [])),
    ),
  ]
  return names.flatMap((name) => readChainName(name) ?? [])
}

export function manifestsOf(ledger: string) {
  const folder = backupFolder(ledger)
  return namesIn(folder)
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => readManifest(join(folder, name)) ?? [])
}

export const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** The chains that a ledger names, as far as it can be read. */
export function chainsOf(db: ReadDb): string[] {
  try {
    return db.prepare('SELECT name FROM chain').pluck().all() as string[]
  } catch {
    return []
  }
}

/** The highest life of an installation that anything here knows of; 0 where nothing does. */
export const highestLife = (chains: readonly ChainName[], install: string): number =>
  Math.max(0, ...chains.filter((one) => one.install === install).map((one) => one.incarnation))
