import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Point, Quad } from '#shared/picture/grey.ts'
import {
  type CameraView,
  LABEL_HEIGHT,
  labelOf,
  MARK_MS,
  type Mark,
  markSeen,
  PLAIN_VIEW,
  placeLabels,
  placePoint,
  placeQuad,
  STAGE,
} from '../../../renderer/app/camera/overlay.ts'

const HD = { width: 1280, height: 720 }
const square = (left: number, top: number, side = 100): Quad => [
  { x: left, y: top },
  { x: left + side, y: top },
  { x: left + side, y: top + side },
  { x: left, y: top + side },
]

const pointIn = ({ width, height }: typeof HD) =>
  fc.record({
    x: fc.double({ min: 0, max: width, noNaN: true }),
    y: fc.double({ min: 0, max: height, noNaN: true }),
  })
const frames = fc.record({
  width: fc.integer({ min: 120, max: 4096 }),
  height: fc.integer({ min: 120, max: 4096 }),
})
const views: fc.Arbitrary<CameraView> = fc.record({
  turned: fc.constantFrom(0, 90, 180, 270),
  mirrored: fc.boolean(),
})
const near = (one: Point, other: Point) => {
  expect(one.x).toBeCloseTo(other.x, 6)
  expect(one.y).toBeCloseTo(other.y, 6)
}

describe('a point of the frame', () => {
  it('lies where a picture of the same shape shows it', () => {
    near(placePoint({ x: 640, y: 180 }, HD, PLAIN_VIEW), { x: 128, y: 36 })
  })

  it('lies within what is left of the stage when the picture has another shape', () => {
    const vga = { width: 640, height: 480 }
    near(placePoint({ x: 0, y: 0 }, vga, PLAIN_VIEW), { x: (256 - 192) / 2, y: 0 })
    near(placePoint({ x: 640, y: 480 }, vga, PLAIN_VIEW), { x: 256 - 32, y: 144 })
  })

  it.each([
    [
      { turned: 0, mirrored: true },
      { x: 256, y: 0 },
    ],
    [
      { turned: 180, mirrored: false },
      { x: 256, y: 144 },
    ],
    [
      { turned: 180, mirrored: true },
      { x: 0, y: 144 },
    ],
    // On its side the picture is 81 wide and stands in the middle.
    [
      { turned: 90, mirrored: false },
      { x: 128 + 40.5, y: 0 },
    ],
    [
      { turned: 270, mirrored: false },
      { x: 128 - 40.5, y: 144 },
    ],
    [
      { turned: 90, mirrored: true },
      { x: 128 - 40.5, y: 0 },
    ],
  ] as const)('in the top left corner is shown with %j at %j', (view, at) => {
    near(placePoint({ x: 0, y: 0 }, HD, view), at)
  })

  it('is always on the stage, and four quarter turns or two mirrors come back to it', () => {
    fc.assert(
      fc.property(
        frames.chain((frame) => fc.tuple(fc.constant(frame), pointIn(frame))),
        views,
        ([frame, point], view) => {
          const { x, y } = placePoint(point, frame, view)
          expect(x).toBeGreaterThanOrEqual(-1e-6)
          expect(x).toBeLessThanOrEqual(STAGE.width + 1e-6)
          expect(y).toBeGreaterThanOrEqual(-1e-6)
          expect(y).toBeLessThanOrEqual(STAGE.height + 1e-6)
          const mirrored = placePoint(point, frame, { ...view, mirrored: !view.mirrored })
          near({ x: STAGE.width - mirrored.x, y: mirrored.y }, { x, y })
          const opposite = { x: frame.width - point.x, y: frame.height - point.y }
          const turned = view.turned === 0 ? 180 : view.turned === 90 ? 270 : undefined
          if (turned !== undefined) near(placePoint(opposite, frame, { ...view, turned }), { x, y })
        },
      ),
    )
  })

  it('keeps the shape of a code: all sides are scaled alike', () => {
    fc.assert(
      fc.property(frames, views, (frame, view) => {
        const [a, b, c] = placeQuad(square(10, 20, 50), frame, view)
        const across = Math.hypot(b.x - a.x, b.y - a.y)
        expect(Math.hypot(c.x - b.x, c.y - b.y)).toBeCloseTo(across, 6)
      }),
    )
  })
})

describe('a label', () => {
  it('stands under its code, in the middle of it', () => {
    expect(placeLabels([{ quad: square(100, 20, 40), width: 60 }])).toEqual([
      { left: 90, top: 65, width: 60 },
    ])
  })

  it('stands over it where there is no room below', () => {
    const [label] = placeLabels([{ quad: square(100, 90, 40), width: 60 }])
    expect(label?.top).toBe(90 - 5 - LABEL_HEIGHT)
  })

  it('gives way to another, on the same code or on one beside it', () => {
    const quad = square(100, 20, 40)
    const [one, other] = placeLabels([
      { quad, width: 60 },
      { quad: square(120, 20, 40), width: 60 },
    ])
    expect(one?.top).toBe(65)
    expect(Math.abs(other!.top - 65)).toBeGreaterThanOrEqual(LABEL_HEIGHT)
  })

  it('is wholly on the stage and on no other one, wherever four codes are', () => {
    const anywhere = fc.integer({ min: -50, max: 300 })
    const code = fc.tuple(anywhere, anywhere, fc.integer({ min: 1, max: 400 }))
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 4 }), (codes) => {
        const labels = placeLabels(
          codes.map(([left, top, side]) => ({ quad: square(left, top, side), width: 120 })),
        )
        for (const [at, label] of labels.entries()) {
          expect(label.left).toBeGreaterThanOrEqual(0)
          expect(label.left + label.width).toBeLessThanOrEqual(STAGE.width)
          expect(label.top).toBeGreaterThanOrEqual(0)
          expect(label.top + LABEL_HEIGHT).toBeLessThanOrEqual(STAGE.height)
          for (const other of labels.slice(0, at)) {
            const isApart =
              Math.abs(other.top - label.top) >= LABEL_HEIGHT ||
              other.left >= label.left + label.width ||
              label.left >= other.left + other.width
            expect(isApart).toBe(true)
          }
        }
      }),
    )
  })

  it.each([
    ['FX09900007', 'FX09900007'],
    ['0123456789012345678901', '0123456789012345678901'],
    ['0123456789ABCDEFGHIJKLMNOP0123456789', '0123456789…0123456789'],
    ['FX1\u0007\u202e2', 'FX1▯▯2'],
    ['😀'.repeat(22), '😀'.repeat(22)],
  ])('of %j says %j', (text, label) => {
    expect(labelOf(text)).toBe(label)
  })
})

describe('what is marked', () => {
  const see = (
    marks: readonly Mark[],
    at: number,
    found: readonly { text: string; quad: Quad }[],
    { certain = [] as string[], still = false } = {},
  ) => markSeen(marks, { found, certain: new Set(certain), at, still })
  const A = { text: 'A', quad: square(100, 100) }

  it('waits until it is certain, and stays certain for as long as it is seen', () => {
    const once = see([], 0, [A])
    expect(once).toMatchObject([{ text: 'A', isCertain: false }])
    const twice = see(once, 66, [A], { certain: ['A'] })
    expect(twice).toMatchObject([{ isCertain: true }])
    expect(see(twice, 132, [A])).toMatchObject([{ isCertain: true }])
  })

  it('begins anew once it was out of sight', () => {
    const certain = see([], 0, [A], { certain: ['A'] })
    expect(see(certain, MARK_MS + 1, [A])).toMatchObject([{ isCertain: false }])
  })

  it('stays for a moment in frames that show only the middle, and then no longer', () => {
    const once = see([], 0, [A])
    expect(see(once, MARK_MS, [])).toHaveLength(1)
    expect(see(once, MARK_MS + 1, [])).toEqual([])
  })

  it('is one for two engines in one place, and two for the same text in two places', () => {
    expect(see([], 0, [A, { ...A, quad: square(103, 98) }])).toHaveLength(1)
    expect(see([], 0, [A, { ...A, quad: square(600, 400) }])).toHaveLength(2)
  })

  it('is one for a linear code that is found as two lines in one place', () => {
    const line = (y: number): Quad => [
      { x: 100, y },
      { x: 400, y },
      { x: 400, y },
      { x: 100, y },
    ]
    const found = [
      { text: 'L', quad: line(100) },
      { text: 'L', quad: line(110) },
    ]
    expect(see([], 0, found)).toHaveLength(1)
  })

  it('follows its code', () => {
    const once = see([], 0, [A])
    expect(see(once, 66, [{ ...A, quad: square(110, 100) }])[0]?.quad[0].x).toBe(110)
  })

  it('stands still where movement is not wanted, until its code has left the place (LOOK-8)', () => {
    const once = see([], 0, [A])
    const shaken = see(once, 66, [{ ...A, quad: square(110, 104) }], { still: true })
    expect(shaken[0]?.quad).toEqual(A.quad)
    const moved = see(shaken, 132, [{ ...A, quad: square(500, 100) }], { still: true })
    expect(moved).toHaveLength(1)
    expect(moved[0]?.quad[0].x).toBe(500)
  })
})
