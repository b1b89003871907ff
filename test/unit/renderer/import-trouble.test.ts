import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { troubleOf } from '../../../renderer/screens/import/trouble.ts'

test.each([
  [new ORPCError('DISK_FULL'), 'DiskFull'],
  [new ORPCError('UNAUTHORIZED'), 'Locked'],
  [new ORPCError('INTERNAL_SERVER_ERROR'), 'Broken'],
  [new Error('the line is closed'), 'Broken'],
  ['anything', 'Broken'],
])('an import that fails with %s is said as %s', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble)
})
