import { describe, expect, test } from 'vitest'
import { readRackFile } from '#shared/scan/rack-file.ts'

const read = (text: string) => {
  const file = readRackFile(text)
  if (!file.ok) throw new Error(JSON.stringify(file.error))
  return file.value
}

describe('a rack file', () => {
  test('of two columns names positions and codes, as text to the last zero', () => {
    expect(read('A1,0012345678\nB1,AB10000002\n')).toEqual({
      rack: null,
      tubes: [
        { position: 'A1', code: '0012345678' },
        { position: 'B1', code: 'AB10000002' },
      ],
    })
  })

  test('of three columns names its rack', () => {
    expect(read('FX12345678,A1,AB10000001\nFX12345678,B1,AB10000002')).toMatchObject({
      rack: 'FX12345678',
      tubes: [{ position: 'A1' }, { position: 'B1', code: 'AB10000002' }],
    })
  })

  test('may begin with a mark of its encoding, end its lines in two ways, and name its columns', () => {
    expect(read('\uFEFFTube Position;Barcode\r\na01;"AB1"\r\n\r\n').tubes).toEqual([
      { position: 'A01', code: 'AB1' },
    ])
    expect(read('\uFEFFA1,AB10000001\r\nB1,AB10000002\r\n').tubes[0]).toEqual({
      position: 'A1',
      code: 'AB10000001',
    })
  })

  test.each(['NO READ', 'no_read', 'NOREAD', 'NOSCAN'])(
    'keeps a tube that was not read: %s',
    (word) => expect(read(`A1,${word}`).tubes).toEqual([{ position: 'A1', code: null }]),
  )

  test.each(['NO TUBE', 'NoTube', 'EMPTY', ''])('leaves out where no tube is: %s', (word) => {
    expect(read(`A1,X1\nB1,${word}`).tubes).toEqual([{ position: 'A1', code: 'X1' }])
  })
})

describe('what is no rack file', () => {
  test.each([
    ['nothing', '', { type: 'NoTubes' }],
    ['only empty positions', 'A1,NO TUBE\nB1,', { type: 'NoTubes' }],
    ['another table', 'A1,X1\nspecimen,study,plasma', { type: 'NotARack', line: 2 }],
    ['a table of more columns', 'A1,X1\nB1,X2,plasma,2026', { type: 'NotARack', line: 2 }],
    ['two racks in one', 'R1,A1,X1\nR2,B1,X2', { type: 'TwoRacks', line: 2, racks: ['R1', 'R2'] }],
  ])('%s', (_, text, fault) => {
    expect(readRackFile(text)).toEqual({ ok: false, error: expect.objectContaining(fault) })
  })
})
