import { expect, test } from 'vitest'
import { faultOf } from '../../../electron/bench/keeping-faults.ts'
import { StoreFailed } from '../../../electron/store/thread.ts'

const WORDS = "ENOTDIR: not a directory, scandir '/data/backups'"

test('a fault is told in the words of the system, without the program that met it', () => {
  const stack = `Error: ${WORDS}\n    at readdirSync (node:fs:1:1)\n    at namesIn (file:///x.ts:1:1)`
  expect(faultOf(new StoreFailed('ENOTDIR', stack))).toEqual({ type: 'Failed', why: WORDS })
  expect(faultOf(new Error('no such thing'))).toMatchObject({ why: 'Error: no such thing' })
  expect(faultOf('gone')).toEqual({ type: 'Failed', why: 'gone' })
})

test('a disk without room and a ledger that goes on are told as what they are', () => {
  expect(faultOf(new StoreFailed('ENOSPC', 'x'))).toEqual({ type: 'DiskFull' })
  expect(faultOf(new StoreFailed('ChangedMeanwhile', 'x'))).toEqual({ type: 'ChangedMeanwhile' })
})
