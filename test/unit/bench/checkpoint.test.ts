import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkpointWhenQuiet, MOST_ROWS, QUIET } from '../../../electron/store/checkpoint.ts'

let rows = 0
let moves = 0
/** Pieces that are left to be taken into the search index. */
let pieces = 0
const store = {
  changes: () => rows,
  tidy: () => pieces > 0 && pieces-- > 0,
  checkpoint: () => void moves++,
}

/** Writes so many rows, and the bench goes on before it is quiet. */
function write(count: number, ms = QUIET - 1): void {
  rows += count
  quiet.called()
  vi.advanceTimersByTime(ms)
}

let quiet = checkpointWhenQuiet(store, () => {})

beforeEach(() => {
  vi.useFakeTimers()
  rows = 0
  moves = 0
  pieces = 0
  quiet = checkpointWhenQuiet(store, () => {})
})
afterEach(() => {
  quiet.stop()
  vi.useRealTimers()
})

test('the log is moved once nothing was written for a while, and not before', () => {
  write(30)
  expect(moves).toBe(0)
  vi.advanceTimersByTime(1)
  expect(moves).toBe(1)
  vi.advanceTimersByTime(10 * QUIET)
  expect(moves).toBe(1)
})

test('the search index comes first, piece by piece, and waits while somebody scans', () => {
  write(30)
  pieces = 3
  vi.advanceTimersByTime(1)
  expect([pieces, moves]).toEqual([2, 0])
  write(30)
  expect([pieces, moves]).toEqual([2, 0])
  vi.advanceTimersByTime(10)
  expect([pieces, moves]).toEqual([0, 1])
})

test('a bench that never rests moves its log all the same, once it has grown', () => {
  for (let written = 0; written <= MOST_ROWS; written += 1000) write(1000)
  expect(moves).toBe(1)
  write(1000)
  expect(moves).toBe(1)
})
