import { IconScan } from '@tabler/icons-react'
import { expect, test } from 'vitest'
import { matching } from '../../../renderer/app/matching.ts'

const entries = ['Réglages', 'Importer un tableau', 'Aide et réglages'].map((label) => ({
  id: label,
  label,
  icon: IconScan,
  run: () => undefined,
}))
const labels = (text: string) => matching(entries, text).map(({ label }) => label)

test('is found without accents and capitals, what begins with it first', () => {
  expect(labels('reg')).toEqual(['Réglages', 'Aide et réglages'])
})

test('every typed word has to be in it, in any order', () => {
  expect(labels('tableau imp')).toEqual(['Importer un tableau'])
  expect(labels('tableau reg')).toEqual([])
})

test('nothing typed shows everything', () => {
  expect(labels(' ')).toHaveLength(3)
})
