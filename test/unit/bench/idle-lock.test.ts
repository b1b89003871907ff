import { beforeEach, expect, test } from 'vitest'
import {
  createIdleLock,
  IDLE,
  IDLE_AT_INTAKE,
  type IdleLock,
} from '../../../electron/bench/idle-lock.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'

let timers: ManualTimers
let locked: number
let isIntakeOpen: boolean
let idle: IdleLock

beforeEach(() => {
  timers = new ManualTimers()
  locked = 0
  isIntakeOpen = false
  const lock = () => void locked++
  idle = createIdleLock({ timers, isIntakeOpen: async () => isIntakeOpen, lock })
})

test('a bench that nobody touches is locked, once, and not before', async () => {
  idle.active()
  await timers.pass(IDLE - 1)
  expect(locked).toBe(0)
  await timers.pass(1)
  expect(locked).toBe(1)
  await timers.pass(10 * IDLE)
  expect(locked).toBe(1)
})

test('every act puts it off', async () => {
  for (let n = 0; n < 5; n++) {
    idle.active()
    await timers.pass(IDLE - 1)
  }
  expect(locked).toBe(0)
  await timers.pass(1)
  expect(locked).toBe(1)
})

test('an intake that is open puts it off to an hour, and an act in that time again', async () => {
  isIntakeOpen = true
  idle.active()
  await timers.pass(IDLE_AT_INTAKE - 1)
  expect(locked).toBe(0)
  idle.active()
  await timers.pass(IDLE_AT_INTAKE - 1)
  expect(locked).toBe(0)
  await timers.pass(1)
  expect(locked).toBe(1)
})

test('a bench at which nobody is signed in is not locked', async () => {
  await timers.pass(10 * IDLE)
  idle.active()
  idle.stop()
  await timers.pass(10 * IDLE)
  expect(locked).toBe(0)
})
