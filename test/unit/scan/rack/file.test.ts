import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRackBytes, readRackText } from '#shared/scan/rack/file.ts'
import { MOST_RACK_BYTES } from '#shared/scan/rack/text.ts'

const read = (text: string) => {
  const file = readRackText(text)
  if (!file.ok) throw new Error(JSON.stringify(file.error))
  return file.value
}
const fault = (text: string) => {
  const file = readRackText(text)
  return file.ok ? null : file.error
}

/** The same three tubes and one empty place in every layout. */
const TUBES = [
  { position: 'A1', code: '0034998087' },
  { position: 'B1', code: '1034998088' },
  { position: 'H12', code: null },
]

const LAYOUTS: Readonly<Record<string, { id: string; rack: string | null; text: string }>> = {
  'two columns': {
    id: 'two-columns',
    rack: null,
    text: 'A1,0034998087\nB1,1034998088\nC1,EMPTY\nH12,NO READ\n',
  },
  'two columns under names that are not known': {
    id: 'two-columns',
    rack: null,
    text: '\uFEFFWell;What is in it\r\na01;"0034998087"\r\n\r\nB01;1034998088\r\nC01;\r\nH12;no_read\r\n',
  },
  'three columns': {
    id: 'three-columns',
    rack: 'TR00012345',
    text: 'TR00012345,A1,0034998087\nTR00012345,B1,1034998088\nTR00012345,C1,No Tube\nTR00012345,H12,NOSCAN\n',
  },
  VisionMate: {
    id: 'visionmate',
    rack: 'TS01552899',
    text: 'Date: 18November2019 01:53:40,,,\r\nRack: TS01552899,,,\r\nRackID,LocationRow,LocationColumn,TubeCode\r\nTS01552899,A,1,0034998087\r\nTS01552899,B,1,1034998088\r\nTS01552899,C,1,No Tube\r\nTS01552899,H,12,No Read\r\n',
  },
  'tube batching with rows and columns': {
    id: 'batching-a',
    rack: 'R-9',
    text: 'Rack Barcode,Tube Barcode,Row,Column,In Worklist\nR-9,0034998087,A,1,yes\nR-9,1034998088,B,01,yes\nR-9,,C,1,no\nR-9,NOREAD,H,12,no\n',
  },
  'tube batching with locations': {
    id: 'batching-b',
    rack: 'R-9',
    text: 'Rack ID\tTube Location\tTube Barcode\nR-9\tA01\t0034998087\nR-9\tB01\t1034998088\nR-9\tH12\tNO READ\n',
  },
  'Traxcer, position first': {
    id: 'traxcer',
    rack: 'SA00123456',
    text: 'SA00123456\nPosition,Tube ID\nA01,0034998087\nB01,1034998088\nC01,\nH12,NOREAD\n',
  },
  'Traxcer, tube first': {
    id: 'traxcer',
    rack: null,
    text: 'Tube ID,Position\n0034998087,A01\n1034998088,B01\n,C01\nNOREAD,H12\n',
  },
  TrakMate: {
    id: 'trakmate',
    rack: '02498606',
    text: 'Date & time of Trace = 23 Aug 2012 01:42:01 PM\r\nRack Base Name: 02498606\r\nA01;    0034998087\r\nB01;    1034998088\r\nC01;    No TrakMate\r\nH12;    No Read\r\n',
  },
  Tecan: {
    id: 'tecan',
    rack: 'RCK-1',
    text: '"Rack ID  ","Cavity ID ","Position","Source ID","CONCENTRATION","VOLUME"\n"RCK-1   ","0034998087 ","A1      ","PAT-1  ","0","200, about"\n"RCK-1   ","1034998088 ","B1      ","PAT-1  ","0","200"\n"RCK-1   ","NO READ    ","H12     ","PAT-2  ","0","200"\n',
  },
  EasyBlood: {
    id: 'easyblood',
    rack: '000777',
    text: 'RackID,TPositionID,CP Short Title,TTubeBC,EB Code\n000777,A1,CP,0034998087,1\n000777,B1,CP,1034998088,1\n000777,H12,CP,NO READ,1\n',
  },
  'names in any order and case': {
    id: 'names',
    rack: null,
    text: 'comment;UUID;Pos\nx;0034998087;A1\ny;1034998088;b1\nz;NO READ;H12\n',
  },
  'names with row and column': {
    id: 'names',
    rack: 'PL1',
    text: 'plate,row,col,Identifier\nPL1,A,1,0034998087\nPL1,B,1,1034998088\nPL1,H,12,NO READ\n',
  },
}

describe('a rack file', () => {
  test.each(Object.entries(LAYOUTS))('is read by itself: %s', (_, { id, rack, text }) => {
    expect(read(text)).toMatchObject({
      by: { kind: 'built-in', id },
      rack,
      shape: { rows: 8, columns: 12 },
      tubes: TUBES,
      findings: [],
    })
  })

  test('keeps codes as text to the last leading zero', () => {
    const codes = fc.array(fc.stringMatching(/^0{1,4}[0-9A-Z]{5,9}[0-9]$/), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(codes, (given) => {
        const text = `${given.map((code, n) => `A${n + 1},${code}`).join('\r\n')}\r\n`
        expect(read(text).tubes.map(({ code }) => code)).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })

  test('of all positions of a smaller rack is of that rack', () => {
    const lines = ['A', 'B', 'C', 'D'].flatMap((row) =>
      [1, 2, 3, 4, 5, 6].map((n) => `${row}${n},T${row}${n}00${n}`),
    )
    expect(read(lines.join('\n')).shape).toEqual({ rows: 4, columns: 6 })
    expect(read(lines.slice(1).join('\n')).shape).toEqual({ rows: 8, columns: 12 })
    expect(read('A1,X1\nP24,X2').shape).toEqual({ rows: 16, columns: 24 })
    expect(read('A1,X1\nR1,X2').shape).toBeNull()
  })

  test.each(['NO READ', 'no_read', 'NOREAD', 'NOSCAN', 'Error'])(
    'keeps a tube that was not read: %s',
    (word) => expect(read(`A1,${word}`).tubes).toEqual([{ position: 'A1', code: null }]),
  )

  test.each(['NO TUBE', 'NoTube', 'EMPTY', 'No TrakMate', ''])(
    'leaves out where no tube is: %s',
    (word) => expect(read(`A1,X1\nB1,${word}`).tubes).toEqual([{ position: 'A1', code: 'X1' }]),
  )

  test('reports what is there twice with both lines, and keeps both', () => {
    const file = read('Well,Code\nA1,X001\nB1,X001\nA1,X002\n')
    expect(file.tubes).toHaveLength(3)
    expect(file.findings).toEqual([
      { type: 'CodeTwice', code: 'X001', line: 3, first: 2 },
      { type: 'PositionTwice', position: 'A1', line: 4, first: 2 },
    ])
  })
})

describe('what is no rack file', () => {
  test.each([
    ['nothing', '', { type: 'NoTubes' }],
    ['only empty positions', 'A1,NO TUBE\nB1,', { type: 'NoTubes' }],
    ['another table', 'A1,X1\nspecimen,study,plasma', { type: 'NotARack', line: 2 }],
    ['a table of more columns', 'A1,X1\nB1,X2,plasma,2026', { type: 'NotARack', line: 2 }],
    ['two racks in one', 'R1,A1,X1\nR2,B1,X2', { type: 'TwoRacks', line: 2, racks: ['R1', 'R2'] }],
    [
      'a rack above the tubes that is not theirs',
      LAYOUTS.VisionMate!.text.replace('Rack: TS01552899', 'Rack: TS01552898'),
      { type: 'TwoRacks', line: 4, racks: ['TS01552898', 'TS01552899'] },
    ],
    ['a position that no rack has', 'A1,X1\nA99,X2', { type: 'BadPosition', line: 2 }],
    ['the same under names', 'Position,Barcode\nA0,X1', { type: 'BadPosition', line: 2 }],
    ['a code of signs that no label has', 'A1,X1\nB1,X\u202E2', { type: 'BadCode', line: 2 }],
    [
      'a rack code of signs that no label has',
      'R\u202E1,A1,X1\nR\u202E1,B1,X2',
      { type: 'BadCode' },
    ],
    [
      'a first tube in a Cyrillic row',
      'А1,AB10000001\nA2,AB10000002',
      { type: 'NotARack', line: 1 },
    ],
    ['a first tube that was not read', 'А1,NO READ\nA2,AB10000002', { type: 'NotARack', line: 1 }],
    ['codes that a spreadsheet rounded', 'A1,1.03E+09\nB1,1.04E+09', { type: 'Unclear' }],
    ['codes that are positions', 'A1,B1\nB1,A1', { type: 'Unclear' }],
    ['prose', 'Dear colleague,\nthe rack is in the post.', { type: 'NotARack' }],
  ])('%s', (_, text, is) => {
    expect(fault(text)).toEqual(expect.objectContaining(is))
  })

  test('a file that ends within a line, or within its last code', () => {
    const whole = LAYOUTS['three columns']!.text
    expect(fault(whole.slice(0, whole.indexOf('H12') - 2))).toMatchObject({
      type: 'Truncated',
      line: 4,
    })
    const codes = 'A1,AB10000001\nB1,AB10000002\nC1,AB10000003\nD1,AB10000004'
    expect(fault(codes.slice(0, -1))).toEqual({ type: 'Truncated', line: 4 })
    expect(fault('Position,Barcode\nA1,"X1"\nB1,"X2')).toEqual({ type: 'Truncated', line: 3 })
    // Neither is one that merely has no end of line, nor a shorter code that has one.
    expect(fault(codes)).toBeNull()
    expect(fault(`${codes.slice(0, -1)}\n`)).toBeNull()
  })

  test('more tubes than a rack has', () => {
    const many = Array.from({ length: 401 }, (_, n) => `A1,X${n}1`).join('\n')
    expect(fault(many)).toEqual({ type: 'TooManyTubes', most: 400 })
  })

  test('more lines than any rack has are answered, though a call could not take so many', () => {
    expect(fault('A1,1\n'.repeat(200_000))).toEqual({ type: 'Unclear' })
    expect(fault(`A1,AB10000001\n${'A2,\n'.repeat(200_000)}`)).toBeNull()
  })

  test('whatever text there is, it is answered and never throws', () => {
    const line = fc.array(
      fc.constantFrom('A1', 'Position', ',', ';', '"', '\t', 'X1', ' ', '\n', '\r', '|', 'Rack:'),
    )
    fc.assert(
      fc.property(line, fc.string({ unit: 'binary' }), (parts, noise) => {
        for (const text of [parts.join(''), noise, `A1,${noise}`])
          expect(readRackText(text)).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})

describe('the bytes of a rack file', () => {
  const text = 'Position,Barcode\r\nA1,00Ä1\r\nB1,00Ä2\r\n'
  const utf16 = (order: 'le' | 'be', hasMark: boolean) => {
    const bytes = Buffer.from((hasMark ? '\uFEFF' : '') + text, 'utf16le')
    return order === 'le' ? bytes : bytes.swap16()
  }
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', utf16('le', true)],
    ['UTF-16, the other way round', utf16('be', true)],
    ['UTF-16 without a mark', utf16('le', false)],
    ['UTF-16 without a mark, the other way round', utf16('be', false)],
    ['Latin-1', Buffer.from(text, 'latin1')],
  ])('are read as %s', (_, bytes) => {
    const file = readRackBytes(bytes)
    expect(file.ok && file.value.tubes.map(({ code }) => code)).toEqual(['00Ä1', '00Ä2'])
  })

  test('of a picture, or of a huge file, are refused', () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    expect(readRackBytes(picture)).toMatchObject({ error: { type: 'NotText' } })
    const huge = new Uint8Array(MOST_RACK_BYTES + 1).fill(65)
    expect(readRackBytes(huge)).toMatchObject({ error: { type: 'TooLarge' } })
  })
})
