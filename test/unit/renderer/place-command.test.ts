import { expect, test } from 'vitest'
import { placeCommand } from '../../../renderer/screens/lookup/use-acts.ts'

const at = { container: 'box', index: 3 }
const how = { id: 'command', via: { source: 'hid', device: '' } } as const

test.each([
  ['unplaced', 'store'],
  ['out', 'returnTube'],
  ['stored', 'move'],
  ['disputed', 'move'],
] as const)('a position scanned for a tube that is %s makes a %s', (state, type) => {
  const tube = { specimen: 'tube', code: 'FX1', state }
  expect(placeCommand(tube, at, how)).toEqual({ ...how, type, specimen: 'tube', at })
})
