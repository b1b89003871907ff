import { describe, expect, it } from 'vitest'
import { COMMAND_CODES, readCommandCode } from '#shared/scan/command-codes.ts'

describe('a command barcode', () => {
  it('is one of those that are printed on the sheet', () => {
    expect(COMMAND_CODES.map(({ text }) => readCommandCode(text))).toEqual([
      'undo',
      'next',
      'cancel',
      'print',
      'done',
      'start',
      'damaged',
      'receive',
      'accession',
      'process',
    ])
  })

  it.each(['fk:undo', 'FK:UNDO ', ' FK:UNDO', 'FK:UNDO2', 'FK:DISPOSE', 'UNDO', 'FK:', ''])(
    'is not %j',
    (text) => {
      expect(readCommandCode(text)).toBeUndefined()
    },
  )
})
