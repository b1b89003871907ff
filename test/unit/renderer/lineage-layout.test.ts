import { describe, expect, test } from 'vitest'
import { layOutLineage, lineOf } from '../../../renderer/components/lineage-layout.ts'

const node = (id: string, ...parents: string[]) => ({ id, parents })

const family = [
  node('blood'),
  node('plasma', 'blood'),
  node('p1', 'plasma'),
  node('p2', 'plasma'),
  node('p3', 'plasma'),
  node('buffy', 'blood'),
  node('dna', 'buffy'),
]

const places = (nodes: Parameters<typeof layOutLineage>[0]) =>
  Object.fromEntries(layOutLineage(nodes).nodes.map((one) => [one.node.id, [one.column, one.row]]))

describe('a lineage of three generations', () => {
  test('stands in columns by generation, parents between their children', () => {
    expect(places(family)).toEqual({
      blood: [0, 2],
      plasma: [1, 1],
      p1: [2, 0],
      p2: [2, 1],
      p3: [2, 2],
      buffy: [1, 3],
      dna: [2, 3],
    })
  })

  test('takes as many rows as it has leaves', () => {
    expect(layOutLineage(family)).toMatchObject({ columns: 3, rows: 4 })
  })

  test('the line of an aliquot leads to the root and leaves the siblings out', () => {
    expect([...lineOf(family, 'p2')]).toEqual(['p2', 'plasma', 'blood'])
  })
})

test('a pool stands once, right of its deepest parent, with an edge from each', () => {
  const pool = [node('a'), node('b'), node('b1', 'b'), node('pool', 'a', 'b1')]
  const layout = layOutLineage(pool)
  expect(places(pool).pool).toEqual([2, 0])
  expect(layout.edges.filter(({ to }) => to === 'pool').map(({ from }) => from)).toEqual([
    'a',
    'b1',
  ])
  expect(layout.nodes).toHaveLength(4)
})

test('a parent that is not shown is left out', () => {
  expect(places([node('tube', 'elsewhere')])).toEqual({ tube: [0, 0] })
})

test('a cycle, which the ledger forbids, throws instead of running for ever', () => {
  expect(() => layOutLineage([node('a', 'b'), node('b', 'a')])).toThrow(/cycle/)
})
