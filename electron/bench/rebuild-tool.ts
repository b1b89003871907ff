import { existsSync } from 'node:fs'
import { migrate } from '../store/migrations/index.ts'
import { openDatabase } from '../store/open.ts'
import { rebuild } from '../store/rebuild.ts'
import { holdFolder, ledgerFile } from './data-folder.ts'
import { readOptions } from './options.ts'

const DONE = 0
const CANNOT = 2

/**
 * `rebuild [--data DIR]`: derives every table again from the ledger's events, while no bench runs on the
 * folder. Answers the exit code. A bench that runs does the same from its Ledger screen while scans go on.
 */
export async function rebuildTool(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (!options.ok) return cannot(options.error)
  const { folder } = options.value
  const file = ledgerFile(folder)
  if (!existsSync(file)) return cannot(`There is no ledger in ${folder}.`)
  const lock = holdFolder(folder)
  if (lock.type === 'taken')
    return cannot('Frostkeep runs on this folder: choose Rebuild on its Ledger screen.')
  if (lock.type === 'unusable') return cannot(lock.message)
  try {
    rebuildIn(file)
    return DONE
  } finally {
    lock.release()
  }
}

function rebuildIn(file: string): void {
  const db = openDatabase(file, 'write')
  try {
    migrate(db)
    rebuild(db, { say: (done, of) => console.log(`${done} of ${of} events`) })
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
  console.log('Every table is derived again from the ledger.')
}

function cannot(why: string): number {
  console.error(why)
  return CANNOT
}
