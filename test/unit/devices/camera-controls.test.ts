import { describe, expect, it } from 'vitest'
import { abilitiesOf, controlsOf } from '../../../renderer/devices/camera-controls.ts'

/** A track that tells this of itself, and does what it is asked or refuses to. */
function trackOf(capabilities: object, { refuses = false } = {}) {
  const wishes: unknown[] = []
  return {
    wishes,
    getCapabilities: () => capabilities as MediaTrackCapabilities,
    getSettings: () => ({}),
    applyConstraints: async (wish?: MediaTrackConstraints) => {
      if (refuses) throw new DOMException('not now', 'OverconstrainedError')
      wishes.push(wish?.advanced?.[0])
    },
  }
}

describe('what a camera lets be set', () => {
  it('is nothing for one that tells nothing', () => {
    expect(abilitiesOf({}, {})).toEqual({ torch: false, focusesByItself: false })
  })

  it.each([
    [true, true],
    [[false, true], true],
    [false, false],
    [[false], false],
    [undefined, false],
  ])('is a torch where it is told as %j: %j', (told, torch) => {
    expect(abilitiesOf({ torch: told }, {}).torch).toBe(torch)
  })

  it('is a zoom from where it stands', () => {
    const zoom = { min: 100, max: 400, step: 10 }
    expect(abilitiesOf({ zoom }, { zoom: 150 }).zoom).toEqual({ ...zoom, value: 150 })
  })

  it.each([
    { min: 100, max: 100, step: 1 },
    { min: 5, max: 1, step: 1 },
    { min: 'a', max: 2 },
    { min: 0, max: Number.POSITIVE_INFINITY },
    null,
  ])('is no zoom where %j is told', (zoom) => {
    expect(abilitiesOf({ zoom }, {})).not.toHaveProperty('zoom')
  })

  it('has steps where none are told, and stands within its bounds', () => {
    expect(abilitiesOf({ zoom: { min: 1, max: 3, step: 0 } }, { zoom: 9 }).zoom).toEqual({
      min: 1,
      max: 3,
      step: 0.1,
      value: 3,
    })
  })

  it('is a focus by hand only where it can be by hand', () => {
    const focusDistance = { min: 0, max: 100, step: 5 }
    const both = abilitiesOf({ focusMode: ['continuous', 'manual'], focusDistance }, {})
    expect(both.focus).toMatchObject(focusDistance)
    expect(both.focusesByItself).toBe(true)
    expect(abilitiesOf({ focusMode: ['continuous'], focusDistance }, {})).not.toHaveProperty(
      'focus',
    )
  })
})

describe('the controls of a camera', () => {
  it('ask its track, one thing at a time', async () => {
    const track = trackOf({})
    const controls = controlsOf(track)
    expect(await controls.torch(true)).toBe(true)
    await controls.zoom(200)
    await controls.focus(30)
    await controls.focus('by itself')
    expect(track.wishes).toEqual([
      { torch: true },
      { zoom: 200 },
      { focusMode: 'manual', focusDistance: 30 },
      { focusMode: 'continuous' },
    ])
  })

  it('say so when it did not', async () => {
    expect(await controlsOf(trackOf({}, { refuses: true })).torch(true)).toBe(false)
  })

  it('are there for a track that cannot be asked what it can', () => {
    const { getCapabilities: _, ...track } = trackOf({})
    expect(controlsOf(track).can).toEqual({ torch: false, focusesByItself: false })
  })
})
