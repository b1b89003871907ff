import { describe, expect, it } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import { certain, type Look } from '#shared/picture/judge.ts'
import { squareAt } from '#shared/picture/matrix/sweep.ts'

const found = (text: string, engine: Found['engine'], format: Found['format']): Found => ({
  text,
  bytes: new TextEncoder().encode(text),
  aim: ']x0',
  format,
  kind: format === 'Code128' ? 'linear' : 'matrix',
  engine,
  quad: squareAt({ x: 10, y: 10 }, 10, 0),
})
const matrix = (text: string, engine: Found['engine'] = 'wasm') => found(text, engine, 'DataMatrix')
const linear = (text: string, engine: Found['engine'] = 'wasm') => found(text, engine, 'Code128')
const look = (name: string, ...all: Found[]): Look => ({
  name,
  found: all,
  plain: name === 'plain',
})
const texts = (...looks: Look[]): string[] => certain(looks).map(({ text }) => text)

describe('a matrix code in a still picture', () => {
  it('is certain by zxing-wasm or by our own grid, in whatever drawing of it', () => {
    expect(texts(look('larger', matrix('A')), look('grid', matrix('B', 'grid')))).toEqual([
      'A',
      'B',
    ])
  })

  it('is not by @zxing/library alone, but by two looks of it or by another engine', () => {
    expect(texts(look('second', matrix('A', 'library')))).toEqual([])
    const twice = [look('second', matrix('A', 'library')), look('larger', matrix('A', 'library'))]
    expect(texts(...twice)).toEqual(['A'])
    expect(
      texts(look('second', matrix('A', 'library')), look('grid', matrix('A', 'grid'))),
    ).toEqual(['A'])
  })

  it('is not by the same look twice, nor when two looks say different things', () => {
    const one = look('second', matrix('A', 'library'))
    expect(texts(one, one)).toEqual([])
    expect(texts(one, look('larger', matrix('B', 'library')))).toEqual([])
  })

  it('is given once, and where the engine that measures best has it', () => {
    const all = certain([
      look('second', matrix('A', 'library')),
      look('grid', matrix('A', 'grid')),
      look('plain', matrix('A')),
    ])
    expect(all.map(({ engine }) => engine)).toEqual(['grid'])
  })
})

describe('a linear code in a still picture', () => {
  it('is certain where zxing-wasm reads it in the picture as it is', () => {
    expect(texts(look('plain', linear('A')))).toEqual(['A'])
  })

  it('is not where it was read in one drawing only', () => {
    expect(texts(look('sharp', linear('A')))).toEqual([])
    expect(texts(look('sharp', linear('A')), look('larger', linear('A')))).toEqual(['A'])
  })

  it('is never by @zxing/library alone, however many looks of it agree', () => {
    const looks = ['a', 'b', 'c', 'd'].map((name) => look(name, linear('A', 'library')))
    expect(texts(...looks)).toEqual([])
    expect(texts(...looks, look('sharp', linear('A')))).toEqual(['A'])
  })
})
