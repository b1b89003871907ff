import { describe, expect, test } from 'vitest'
import { concerns, createExchange } from '../../../renderer/screens/intake/exchange.ts'
import type { IntakeAnswer, IntakeView } from '../../../shared/contract/intake.ts'

const BOX = 'b0000000-0000-7000-8000-000000000001'

const session = (target: number, more: Partial<IntakeView> = {}): IntakeView => ({
  box: {
    container: BOX,
    code: 'BX-1',
    path: '',
    layout: { rows: 1, columns: 2, scheme: 'numbers', fill: 'rows-top-left' },
    rowNames: [],
    columnNames: [],
    holds: [],
    celsius: null,
    positions: [],
    taken: 0,
    out: 0,
    next: [],
  },
  study: { study: 's', code: 'S', name: 'S' },
  material: 'plasma',
  tubeType: 'cryotube',
  collectedAt: null,
  target,
  targetName: null,
  afterName: null,
  stored: 0,
  taken: 0,
  total: 2,
  rows: [],
  parked: [],
  hold: null,
  paused: false,
  restored: false,
  undo: null,
  ...more,
})

const answer = (target: number): IntakeAnswer => ({
  outcome: { type: 'released' },
  session: session(target),
})

/** A bench whose every answer is given by hand. */
function bench() {
  const fetches: ((view: IntakeView | null) => void)[] = []
  const painted: (number | null | undefined)[] = []
  const exchange = createExchange({
    current: () => new Promise((give) => fetches.push(give)),
    show: (shown) => painted.push(shown?.session.target),
    failed: (error) => {
      throw error
    },
  })
  return { exchange, fetches, painted }
}

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

async function opened(target: number) {
  const all = bench()
  void all.exchange.begin()
  all.fetches.shift()?.(session(target))
  await rest()
  return all
}

const HERE = [`position:${BOX}/1`]

describe('an open intake', () => {
  test('follows a change of its box that was made elsewhere, target and all', async () => {
    const { exchange, fetches, painted } = await opened(0)
    void exchange.changed(HERE)
    fetches.shift()?.(session(1))
    await rest()
    expect(painted).toEqual([0, 1])
    expect(exchange.target()).toBe(1)
  })

  test('asks nothing for a change of another box', async () => {
    const { exchange, fetches } = await opened(0)
    void exchange.changed(['position:c0000000-0000-7000-8000-000000000001/1'])
    expect(fetches).toEqual([])
  })

  test('asks for no change while a scan is under way, and once it is answered', async () => {
    const { exchange, fetches, painted } = await opened(0)
    let give: ((told: IntakeAnswer) => void) | undefined
    void exchange.ask(() => new Promise<IntakeAnswer>((done) => (give = done)))
    await rest()
    void exchange.changed(HERE)
    await rest()
    expect(fetches).toEqual([])
    give?.(answer(1))
    await rest()
    expect(fetches.length).toBe(1)
    fetches.shift()?.(session(2))
    await rest()
    expect(painted).toEqual([0, 1, 2])
  })

  test('drops what was fetched when a scan went out meanwhile, and fetches again', async () => {
    const { exchange, fetches, painted } = await opened(0)
    void exchange.changed(HERE)
    await exchange.ask(async () => answer(5))
    fetches.shift()?.(session(1))
    await rest()
    expect(painted).toEqual([0, 5])
    fetches.shift()?.(session(6))
    await rest()
    expect(exchange.target()).toBe(6)
  })

  test('ends only when what was scanned has been answered, and paints nothing after it', async () => {
    const { exchange, fetches, painted } = await opened(0)
    const order: string[] = []
    void exchange.ask(async () => {
      await rest()
      order.push('scan')
      return answer(1)
    })
    await exchange.finish(async () => void order.push('finish'))
    expect(order).toEqual(['scan', 'finish'])
    void exchange.changed(HERE)
    await rest()
    expect(fetches).toEqual([])
    expect(painted).toEqual([0, 1])
  })

  test('goes on after a question that failed', async () => {
    const { exchange, painted } = await opened(0)
    await expect(exchange.ask(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await exchange.ask(async () => answer(1))
    expect(painted).toEqual([0, 1])
  })
})

describe('a change', () => {
  test('concerns the batch by its box, a tube of it, or when all may have changed', () => {
    const tube = {
      specimen: 'x',
      code: 'T',
      material: 'plasma',
      unread: false,
      quarantined: null,
      closed: null,
    } as const
    const box = {
      ...session(0).box,
      positions: [{ name: 'A1', state: 'filled' as const, tubes: [tube] }],
    }
    expect(concerns(session(0, { box }), ['tube:x'])).toBe(true)
    expect(concerns(session(0), [`container:${BOX}`])).toBe(true)
    expect(concerns(session(0), [])).toBe(true)
    expect(concerns(session(0), ['tube:x', 'code:T', 'specimen:x'])).toBe(false)
  })
})
