import { describe, expect, it } from 'vitest'
import {
  CONFIRM_MS,
  type CodeRead,
  EMPTY_GATE,
  type GateState,
  passGate,
} from '../../../renderer/devices/camera-gate.ts'

const linear = (text: string, engine: CodeRead['engine'] = 'wasm'): CodeRead => ({
  text,
  aim: ']C0',
  kind: 'linear',
  engine,
})
const matrix = (text: string, engine: CodeRead['engine'] = 'wasm'): CodeRead => ({
  text,
  aim: ']d1',
  kind: 'matrix',
  engine,
})

/** Frames 66 ms apart and what they hold; gives the texts that were accepted in each. */
function frames(all: readonly CodeRead[][], ms = 66): string[][] {
  let state: GateState = EMPTY_GATE
  return all.map((reads, frame) => {
    const passed = passGate(state, reads, { frame, at: frame * ms })
    state = passed.state
    return passed.accepted.map(({ text }) => text)
  })
}

describe('a linear code before the camera', () => {
  it('is not accepted from one frame', () => {
    expect(frames([[linear('A')]])).toEqual([[]])
  })

  it('is accepted when a second frame agrees', () => {
    expect(frames([[linear('A')], [], [linear('A')]])).toEqual([[], [], ['A']])
  })

  it('is accepted when two engines agree on one frame', () => {
    expect(frames([[linear('A'), linear('A', 'library')]])).toEqual([['A']])
  })

  it('is not accepted from one engine that finds it twice in one frame', () => {
    expect(frames([[linear('A'), linear('A')]])).toEqual([[]])
  })

  it('is not accepted when every frame reads something else', () => {
    expect(frames([[linear('A')], [linear('B')], [linear('C')]])).toEqual([[], [], []])
  })

  it('is not confirmed by the same text in another symbology', () => {
    expect(frames([[linear('A')], [{ ...linear('A'), aim: ']A0' }]])).toEqual([[], []])
  })

  it('is not confirmed by a read of long ago', () => {
    expect(frames([[linear('A')], [linear('A')]], CONFIRM_MS + 1)).toEqual([[], []])
  })

  it('is never accepted from the second engine alone, however many frames agree', () => {
    const again = [linear('A', 'library')]
    expect(frames([again, again, again])).toEqual([[], [], []])
  })

  it('is accepted when the second engine was first and the first one agrees', () => {
    expect(frames([[linear('A', 'library')], [linear('A')]])).toEqual([[], ['A']])
  })
})

describe('a matrix code before the camera', () => {
  it('is accepted from one frame by the first engine', () => {
    expect(frames([[matrix('A')]])).toEqual([['A']])
  })

  it('is accepted from the second engine when two frames agree', () => {
    const one = [matrix('B', 'library')]
    expect(frames([one, one])).toEqual([[], ['B']])
    expect(frames([[...one, ...one]])).toEqual([[]])
    expect(frames([one, one], CONFIRM_MS + 1)).toEqual([[], []])
  })

  it('is one read when both engines have it', () => {
    expect(frames([[matrix('A'), matrix('A', 'library')]])).toEqual([['A']])
  })

  it('is accepted beside others in the same picture', () => {
    expect(frames([[matrix('A'), matrix('B'), linear('C')]])).toEqual([['A', 'B']])
  })
})
