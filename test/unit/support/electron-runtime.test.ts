import { describe, expect, test } from 'vitest'
import { packAsar } from '../../support/electron-runtime/asar.ts'
import { setOfficialFuses } from '../../support/electron-runtime/fuses.ts'

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

const binary = (fuses: string, { version = 1, times = 1 } = {}): Buffer => {
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([version, fuses.length]),
    Buffer.from(fuses),
  ])
  return Buffer.concat([Buffer.from('before'), ...Array(times).fill(wire), Buffer.from('after')])
}

describe('the fuses of an Electron binary', () => {
  test('become those of an official build; a removed one stays', () => {
    const file = binary('0110r111')
    expect(setOfficialFuses(file)).toEqual([
      'RunAsNode',
      'CookieEncryption',
      'NodeCliInspect',
      'OnlyLoadAppFromAsar',
      'BrowserV8Snapshot',
    ])
    expect(file).toEqual(binary('1011r001'))
  })

  test('stay when they are official already', () => {
    expect(setOfficialFuses(binary('10110001'))).toEqual([])
  })

  test.each([
    ['missing', Buffer.from('nothing')],
    ['there twice', binary('10110001', { times: 2 })],
    ['of an unknown version', binary('10110001', { version: 2 })],
    ['too few', binary('1011')],
  ])('are refused when %s', (_, file) => {
    expect(() => setOfficialFuses(file)).toThrow()
  })
})

describe('an asar archive', () => {
  test('says where each file begins, counted from the end of its header', () => {
    const archive = packAsar({ 'a.txt': 'é', 'b.js': 'two' })
    const bodies = 8 + archive.readUInt32LE(4)
    const json = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()
    expect(JSON.parse(json)).toEqual({
      files: { 'a.txt': { size: 2, offset: '0' }, 'b.js': { size: 3, offset: '2' } },
    })
    expect(archive.subarray(bodies).toString()).toBe('étwo')
  })

  test('has a header of whole 32-bit words', () => {
    for (const name of ['a', 'ab', 'abc', 'abcd']) {
      expect(packAsar({ [name]: '' }).length % 4).toBe(0)
    }
  })
})
