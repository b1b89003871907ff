import { describe, expect, test } from 'vitest'
import { createConnection } from '../../../renderer/app/connection.ts'
import type { Dial, Line } from '../../../renderer/app/dial.ts'

/** Lines that a test breaks; `answer` says what the bench does with the n-th call over all lines. */
function bench(answer: (call: number, path: readonly string[]) => unknown) {
  const calls: string[] = []
  const breaks: (() => void)[] = []
  let refuse = 0
  const dial: Dial = async () => {
    if (refuse > 0) {
      refuse -= 1
      throw new Error('nobody there')
    }
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    breaks.push(resolve)
    const link: Line['link'] = {
      call: async (path) => {
        calls.push(path.join('.'))
        return answer(calls.length, path)
      },
    }
    return { link, closed }
  }
  return {
    dial,
    calls,
    breakLine: () => breaks.at(-1)?.(),
    refuseNext: (n: number) => (refuse = n),
  }
}

const noWait = () => Promise.resolve()
const options = { context: {} }

describe('the connection to the bench', () => {
  test('dials again with rests in between until the bench answers', async () => {
    const waits: number[] = []
    const { dial, refuseNext } = bench(() => 'here')
    refuseNext(7)
    const connection = createConnection(dial, async (ms) => void waits.push(ms))
    expect(await connection.call(['query', 'home'], undefined, options)).toBe('here')
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
    expect(connection.state()).toBe('open')
  })

  test('asks again what was on its way when the line broke', async () => {
    const it = bench((call) => {
      if (call > 1) return 'saved'
      it.breakLine()
      throw new Error('the line broke')
    })
    const connection = createConnection(it.dial, noWait)
    expect(await connection.call(['act'], { command: 1 }, options)).toBe('saved')
    expect(it.calls).toEqual(['act', 'act'])
  })

  test('never asks twice what counts twice, such as a PIN', async () => {
    const it = bench(() => {
      it.breakLine()
      throw new Error('the line broke')
    })
    const connection = createConnection(it.dial, noWait)
    await expect(connection.call(['session', 'signInPin'], {}, options)).rejects.toThrow('broke')
    expect(it.calls).toEqual(['session.signInPin'])
  })

  test('hands on an error of the bench itself: the line is whole', async () => {
    const it = bench(() => {
      throw new Error('not signed in')
    })
    const connection = createConnection(it.dial, noWait)
    await expect(connection.call(['query', 'home'], undefined, options)).rejects.toThrow(
      'signed in',
    )
    expect(it.calls).toHaveLength(1)
  })

  test('says when the line is lost and when it is back', async () => {
    const states: string[] = []
    const it = bench(() => 'here')
    const connection = createConnection(it.dial, noWait)
    connection.subscribe(() => states.push(connection.state()))
    await connection.call(['query', 'home'], undefined, options)
    it.breakLine()
    await connection.call(['query', 'home'], undefined, options)
    await connection.call(['query', 'home'], undefined, options)
    expect(states).toEqual(['open', 'lost', 'open'])
  })
})
