import { describe, expect, it } from 'vitest'
import { NOTHING_SEEN, type SeenTexts, seeText } from '#shared/scan/dedupe.ts'
import type { ScanSource } from '#shared/scan/scan.ts'

type Read = readonly [text: string, source: ScanSource, at: number]

/** The reads that come through, as their times. */
function through(reads: readonly Read[]): number[] {
  let seen: SeenTexts = NOTHING_SEEN
  return reads.flatMap(([text, source, at]) => {
    const step = seeText(seen, { text, source, at })
    seen = step.seen
    return step.repeated ? [] : [at]
  })
}

describe('the same read twice', () => {
  it('is one read within 500 ms by scanner', () => {
    expect(
      through([
        ['A', 'hid', 0],
        ['A', 'hid', 499],
      ]),
    ).toEqual([0])
    expect(
      through([
        ['A', 'hid', 0],
        ['A', 'hid', 500],
      ]),
    ).toEqual([0, 500])
    expect(
      through([
        ['A', 'wedge', 0],
        ['A', 'wedge', 499],
      ]),
    ).toEqual([0])
  })

  it('is one read within 1.5 s by camera', () => {
    expect(
      through([
        ['A', 'camera', 0],
        ['A', 'camera', 1_499],
      ]),
    ).toEqual([0])
    expect(
      through([
        ['A', 'camera', 0],
        ['A', 'camera', 1_500],
      ]),
    ).toEqual([0, 1_500])
  })

  it('is one read for as long as the tube stays before the camera', () => {
    const held: Read[] = Array.from({ length: 100 }, (_, i) => ['A', 'camera', i * 66])
    expect(through(held)).toEqual([0])
  })

  it('is two where a person typed it twice', () => {
    expect(
      through([
        ['A', 'typed', 0],
        ['A', 'typed', 1],
      ]),
    ).toEqual([0, 1])
  })

  it('is one read when two sources see it', () => {
    expect(
      through([
        ['A', 'hid', 0],
        ['A', 'camera', 800],
      ]),
    ).toEqual([0])
    expect(
      through([
        ['A', 'camera', 0],
        ['A', 'hid', 800],
      ]),
    ).toEqual([0, 800])
  })

  it('is not another text between, nor that text twice', () => {
    const two: Read[] = [
      ['A', 'camera', 0],
      ['B', 'camera', 60],
      ['A', 'camera', 120],
    ]
    expect(through(two)).toEqual([0, 60])
  })

  it('is told apart again after the clock was set back', () => {
    expect(
      through([
        ['A', 'hid', 3_600_000],
        ['A', 'hid', 0],
      ]),
    ).toEqual([3_600_000, 0])
  })

  it('does not make the memory grow', () => {
    let seen: SeenTexts = NOTHING_SEEN
    for (let i = 0; i < 1_000; i++) {
      seen = seeText(seen, { text: `T${i}`, source: 'hid', at: i * 1_000 }).seen
    }
    expect(seen.size).toBeLessThan(4)
  })
})
