import { describe, expect, test, vi } from 'vitest'

vi.mock('../../../renderer/app/client.ts', () => ({ client: {} }))
const { codesOf, learn, noteUnknown, whenLearnt } = await import('../../../renderer/app/unknown.ts')

const silent = () => undefined

describe('an act of which nobody knows yet whether it is saved', () => {
  test('is named by the code that the page knows', () => {
    noteUnknown('c1', 'BC-000001')
    noteUnknown('c2', 'BC-000001')
    expect(codesOf(['c1', 'c2', 'unheard-of'])).toEqual(['BC-000001'])
  })

  test.each([true, false])('settles when the bench has learnt it (saved: %s)', async (saved) => {
    const command = `waits-${saved}`
    const known = whenLearnt(command)
    learn({ command: 'another', saved: !saved }, silent)
    learn({ command, saved }, silent)
    expect(await known).toBe(saved)
  })

  test('is settled at once when the news came before the question', async () => {
    learn({ command: 'early', saved: true }, silent)
    expect(await whenLearnt('early')).toBe(true)
  })

  test('stays open while only others are learnt', async () => {
    let settled = false
    void whenLearnt('never').then(() => {
      settled = true
    })
    learn({ command: 'other', saved: true }, silent)
    await Promise.resolve()
    expect(settled).toBe(false)
  })

  test('is heard when it is learnt, as it turned out', () => {
    const heard: boolean[] = []
    learn({ command: 'a', saved: false }, (saved) => heard.push(saved))
    learn({ command: 'b', saved: true }, (saved) => heard.push(saved))
    expect(heard).toEqual([false, true])
  })
})
