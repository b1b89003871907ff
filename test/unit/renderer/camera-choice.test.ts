import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findChosen } from '../../../renderer/app/camera/choice.ts'
import { readCamera, readFormats, readView } from '../../../renderer/app/camera/kept.ts'
import { PLAIN_VIEW } from '../../../renderer/app/camera/overlay.ts'
import { judge, type Verdicts, verdictOn } from '../../../renderer/app/camera/verdicts.ts'
import { CAMERA_FORMATS, DEFAULT_FORMATS } from '../../../renderer/devices/camera-formats.ts'

const lid = { deviceId: 'a1', label: 'Lid camera' }
const arm = { deviceId: 'b2', label: 'Microscope arm' }

describe('the camera that was chosen', () => {
  it('is the computer’s own choice when nobody chose', () => {
    expect(findChosen(undefined, [lid, arm])).toEqual({ type: 'preferred' })
  })

  it('is known by its id', () => {
    expect(findChosen(arm, [lid, arm])).toEqual({ type: 'there', deviceId: 'b2' })
  })

  it('is known by its name when the browser has given new ids', () => {
    const renewed = { ...arm, deviceId: 'z9' }
    expect(findChosen(arm, [lid, renewed])).toEqual({ type: 'there', deviceId: 'z9' })
  })

  it('is not guessed among two of one name', () => {
    const twins = [
      { ...arm, deviceId: 'z8' },
      { ...arm, deviceId: 'z9' },
    ]
    expect(findChosen(arm, twins)).toEqual({ type: 'absent', label: arm.label, others: twins })
  })

  it('is absent when it is unplugged, and no other is taken for it', () => {
    expect(findChosen(arm, [lid])).toEqual({ type: 'absent', label: arm.label, others: [lid] })
    expect(findChosen(arm, [])).toMatchObject({ type: 'absent', others: [] })
  })

  it('is not looked for by an empty name', () => {
    const nameless = { deviceId: 'q', label: '' }
    expect(findChosen(nameless, [{ deviceId: 'r', label: '' }])).toMatchObject({ type: 'absent' })
  })

  it('counts as there as long as the browser tells no ids', () => {
    expect(findChosen(arm, [{ deviceId: '', label: '' }])).toEqual({
      type: 'there',
      deviceId: 'b2',
    })
  })
})

describe('what a computer has kept of its camera', () => {
  it('is read back', () => {
    expect(readCamera(JSON.stringify(arm))).toEqual(arm)
    expect(readFormats('["Aztec","DataMatrix"]')).toEqual(['DataMatrix', 'Aztec'])
    const view = { turned: 90, mirrored: true }
    expect(readView(JSON.stringify(view))).toEqual(view)
  })

  it('is a bare id where an earlier version kept it', () => {
    expect(readCamera('3f2a')).toEqual({ deviceId: '3f2a', label: '' })
  })

  it('counts as never set where it cannot be read', () => {
    expect(readCamera(null)).toBeUndefined()
    expect(readCamera('')).toBeUndefined()
    for (const odd of [null, '', '{', '[]', '["Morse"]', '7']) {
      expect(readFormats(odd)).toEqual(DEFAULT_FORMATS)
    }
    for (const odd of [null, '{', '[]', '{"turned":45}']) expect(readView(odd)).toEqual(PLAIN_VIEW)
  })

  it('never leaves a camera with nothing to look for, whatever is kept', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (kept) => {
        const formats = readFormats(kept)
        expect(formats.length).toBeGreaterThan(0)
        expect(CAMERA_FORMATS).toEqual(expect.arrayContaining([...formats]))
        expect([0, 90, 180, 270]).toContain(readView(kept).turned)
        readCamera(kept)
      }),
    )
  })
})

describe('what is shown of a code that was accepted', () => {
  const none: Verdicts = new Map()

  it.each([
    ['success', 'taken'],
    ['warning', 'told'],
    ['unknown', 'told'],
    ['error', 'refused'],
  ] as const)('after the tone %s is that it was %s', (tone, verdict) => {
    expect(verdictOn(judge(none, 'FX1', tone), 'FX1')).toBe(verdict)
  })

  it('is that it was taken as long as no screen has said otherwise', () => {
    expect(verdictOn(judge(none, 'FX2', 'error'), 'FX1')).toBe('taken')
  })

  it('is that it was refused when it can be no scan', () => {
    expect(verdictOn(none, 'FX1\u0007')).toBe('refused')
  })

  it('is known of the last fifty, each once', () => {
    let verdicts = none
    for (let n = 0; n < 60; n++)
      verdicts = judge(judge(verdicts, `FX${n}`, 'error'), 'FX59', 'error')
    expect(verdicts.size).toBe(50)
    expect(verdictOn(verdicts, 'FX0')).toBe('taken')
    expect(verdictOn(verdicts, 'FX58')).toBe('refused')
  })
})
