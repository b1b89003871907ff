import { describe, expect, it } from 'vitest'
import { keepable, MOST_FILE_BYTES, mediaOf } from '#shared/domain/files/media.ts'
import { chunk, exif, jpeg, png, segment, textBytes } from '../../../support/blobs/pictures.ts'

const PLACE = 'GPS 59.33 N 18.06 E'
const holds = (bytes: Uint8Array, text: string) =>
  Buffer.from(bytes).includes(Buffer.from(text, 'latin1'))

describe('what a file is', () => {
  it('is told by its first bytes and by nothing else', () => {
    expect(mediaOf(jpeg())).toBe('image/jpeg')
    expect(mediaOf(png())).toBe('image/png')
    expect(mediaOf(textBytes('%PDF-1.7\n'))).toBe('application/pdf')
    expect(mediaOf(textBytes('<svg onload="x"/>'))).toBeNull()
    expect(mediaOf(textBytes('MZ'))).toBeNull()
    expect(mediaOf(new Uint8Array())).toBeNull()
  })

  it('is refused with its reason', () => {
    expect(keepable(new Uint8Array())).toMatchObject({ error: { type: 'Empty' } })
    expect(keepable(textBytes('text'))).toMatchObject({ error: { type: 'OtherMedia' } })
    const huge = new Uint8Array(MOST_FILE_BYTES + 1)
    expect(keepable(huge)).toMatchObject({ error: { type: 'TooLarge', most: MOST_FILE_BYTES } })
    expect(keepable(jpeg().subarray(0, 30))).toMatchObject({ error: { type: 'Broken' } })
    expect(keepable(png().subarray(0, 30))).toMatchObject({ error: { type: 'Broken' } })
  })
})

describe('what a camera has written beside a picture', () => {
  it('does not stay in a JPEG', () => {
    const taken = jpeg([
      segment(0xe1, exif(1, PLACE)),
      segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${PLACE}`),
      segment(0xed, `Photoshop 3.0\0${PLACE}`),
      segment(0xe2, `MPF\0${PLACE}`),
      segment(0xfe, PLACE),
    ])
    const hidden = Buffer.concat([taken, jpeg([segment(0xfe, PLACE)]), Buffer.from(PLACE)])
    expect(holds(hidden, PLACE)).toBe(true)
    const kept = keepable(hidden)
    expect(kept).toMatchObject({ ok: true, value: { media: 'image/jpeg' } })
    if (!kept.ok) return
    expect(holds(kept.value.bytes, PLACE)).toBe(false)
    expect(Buffer.from(kept.value.bytes)).toEqual(Buffer.from(jpeg()))
  })

  it('leaves what colours depend on, and which way up a JPEG is', () => {
    const colours = [segment(0xe2, 'ICC_PROFILE\0\x01\x01profile'), segment(0xee, 'Adobe\0\x64')]
    const plain = keepable(jpeg(colours))
    expect(plain.ok && Buffer.from(plain.value.bytes)).toEqual(Buffer.from(jpeg(colours)))
    const turned = keepable(jpeg([segment(0xe1, exif(6, PLACE))]))
    expect(turned.ok && holds(turned.value.bytes, PLACE)).toBe(false)
    expect(turned.ok && holds(turned.value.bytes, 'Exif\0\0')).toBe(true)
    const again = turned.ok ? keepable(turned.value.bytes) : turned
    expect(again.ok && again.value.bytes).toEqual(turned.ok && turned.value.bytes)
  })

  it('keeps every byte of the picture itself, with stuffed bytes and restarts', () => {
    const scan = Uint8Array.from([1, 0xff, 0, 2, 0xff, 0xd3, 3, 0xff, 0xff, 0, 4])
    const kept = keepable(jpeg([segment(0xfe, PLACE)], scan))
    expect(kept.ok && Buffer.from(kept.value.bytes)).toEqual(Buffer.from(jpeg([], scan)))
  })

  it('does not stay in a PNG', () => {
    const taken = png([chunk('eXIf', PLACE), chunk('tEXt', PLACE), chunk('prVt', PLACE)])
    const hidden = Buffer.concat([taken, Buffer.from(PLACE)])
    const kept = keepable(hidden)
    expect(kept.ok && holds(kept.value.bytes, PLACE)).toBe(false)
    expect(kept.ok && Buffer.from(kept.value.bytes)).toEqual(Buffer.from(png()))
    const colours = png([chunk('gAMA', '\0\0\xb1\x8f')])
    const same = keepable(colours)
    expect(same.ok && Buffer.from(same.value.bytes)).toEqual(Buffer.from(colours))
  })

  it('stays in a PDF, which is kept as it is', () => {
    const pdf = textBytes(`%PDF-1.7\n${PLACE}`)
    expect(keepable(pdf)).toEqual({ ok: true, value: { media: 'application/pdf', bytes: pdf } })
  })
})
