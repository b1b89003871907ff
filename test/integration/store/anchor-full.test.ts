import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorFile } from '../../../electron/store/anchor.ts'
import { migrate } from '../../../electron/store/migrations/index.ts'
import { openWriter } from '../../../electron/store/open.ts'
import { createWriter } from '../../../electron/store/writer.ts'
import { TestClock } from '../../support/store/test-bench.ts'
import { testKey } from '../../support/store/test-key.ts'
import { testId } from '../../support/sync/events.ts'

test('an anchor that has no room is said once, and takes no act back', () => {
  const said: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-full-anchor-'))
  const file = join(folder, 'ledger.db')
  symlinkSync('/dev/full', anchorFile(file))
  const db = openWriter(file)
  migrate(db)
  let ids = 0
  const newId = () => testId('a', ++ids)
  const writer = createWriter(
    { db, clock: new TestClock(), newId, key: testKey('file') },
    { say: () => {}, isCancelled: () => false, tell: (line) => said.push(line) },
  )
  writer.foundEmpty({ site: 'Umeå', bench: 'Intake', person: 'Jana', pin: '4711' })
  expect(writer.facts().position).toBeGreaterThan(3)
  expect(said).toEqual([expect.stringContaining('ENOSPC')])
  writer.close()
  rmSync(folder, { recursive: true, force: true })
})
