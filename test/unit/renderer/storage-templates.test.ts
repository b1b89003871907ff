import { expect, test } from 'vitest'
import { command } from '#shared/domain/commands.ts'
import { decideContainers } from '#shared/domain/container/rules.ts'
import type { World } from '#shared/domain/world.ts'
import {
  freeIn,
  newRoom,
  nextName,
  roomFor,
  storageContainers,
} from '../../../renderer/screens/freezers/templates.ts'

let made = 0
const newId = () => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`

/** A site where nothing stands yet. */
const empty = { code: () => [], container: () => undefined, containersAt: () => [] }

const freezer = { kind: 'freezer', shelves: 2, racks: 3, boxes: 13 } as const

function decided(containers: ReturnType<typeof storageContainers>) {
  const via = { source: 'click', device: '' } as const
  const asked = command.parse({ type: 'createContainers', id: newId(), via, containers })
  if (asked.type !== 'createContainers') throw new Error('another command')
  return decideContainers(empty as unknown as World, asked)
}

test('CON-1 CON-2 a freezer from a template stands in its room with every shelf and rack', () => {
  const room = newRoom('Cold room 1', newId)
  const place = { container: room.container, index: 0 }
  const inside = storageContainers({ name: 'F1', form: freezer, celsius: -80, place }, newId)
  const answer = decided([room, ...inside])
  expect(answer.ok && answer.value.length).toBe(1 + 1 + 2 + 2 * 3)
  expect(inside.flatMap(({ code }) => code ?? [])).toEqual([
    'F1',
    'F1-S1-R1',
    'F1-S1-R2',
    'F1-S1-R3',
    'F1-S2-R1',
    'F1-S2-R2',
    'F1-S2-R3',
  ])
})

test('CON-2 the same rule refuses two shelves at one place', () => {
  const storage = { name: 'F1', form: freezer, celsius: -80, place: null }
  const inside = storageContainers(storage, newId)
  const shelves = inside.map((one) =>
    one.kind === 'shelf' ? { ...one, place: { ...one.place!, index: 0 } } : one,
  )
  const answer = decided(shelves)
  expect(!answer.ok && answer.error.type).toBe('PlaceTaken')
})

test('the racks of a tank stand in the tank itself', () => {
  const form = { kind: 'tank', racks: 4, boxes: 10 } as const
  const inside = storageContainers({ name: 'T1', form, celsius: -190, place: null }, newId)
  expect(decided(inside).ok).toBe(true)
  expect(inside.map(({ kind }) => kind)).toEqual(['tank', 'rack', 'rack', 'rack', 'rack'])
  expect(inside[4]?.code).toBe('T1-R4')
})

test('the sentence under the form counts what is made', () => {
  expect(roomFor(freezer)).toEqual({ racks: 6, boxes: 78 })
  expect(roomFor({ kind: 'tank', racks: 8, boxes: 10 })).toEqual({ racks: 8, boxes: 80 })
})

test('the next name and the next place leave out what is taken', () => {
  expect(nextName('F', ['F1', 'F3', 'T2'])).toBe('F2')
  expect(nextName('T', [])).toBe('T1')
  const rows = [{ place: { container: 'a', index: 0 } }, { place: { container: 'b', index: 1 } }]
  expect(freeIn('a', rows)).toEqual({ container: 'a', index: 1 })
  expect(freeIn('b', [...rows, { place: null }])).toEqual({ container: 'b', index: 0 })
})
