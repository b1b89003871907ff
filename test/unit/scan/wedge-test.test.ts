import { describe, expect, it } from 'vitest'
import type { WedgeKey } from '#shared/scan/wedge.ts'
import { pressKey, type WedgeRun } from '#shared/scan/wedge.ts'
import { analyseScannerTest, SCANNER_CHECK_CODE } from '#shared/scan/wedge-test.ts'
import { type KeyOptions, keysOf } from './wedge-keys.ts'

const scanned = (options: KeyOptions = {}, text = SCANNER_CHECK_CODE) =>
  keysOf(text, { end: 'Enter', ...options })
const test = (keys: readonly WedgeKey[]) => {
  const result = analyseScannerTest(keys)
  return result.ok ? result.value : result.error
}

describe('the scanner test', () => {
  it('finds a scanner that fits the computer', () => {
    expect(test(scanned({ gap: 4 }))).toEqual({
      layout: 'as-typed',
      prefix: '',
      suffix: '',
      end: 'Enter',
      medianGapMs: 4,
      longestGapMs: 4,
      settings: {
        gapMs: 50,
        minimumLength: 3,
        layout: 'as-typed',
        end: 'key',
        prefix: '',
        suffix: '',
      },
    })
  })

  it('finds a scanner in US mode on AZERTY', () => {
    expect(test(scanned({ computer: 'azerty' }))).toMatchObject({ layout: 'us-codes' })
  })

  it('finds prefix, AIM identifier, suffix and end key', () => {
    const keys = scanned({ end: 'Tab' }, `~]C0${SCANNER_CHECK_CODE}#`)
    expect(test(keys)).toMatchObject({ prefix: '~', aim: ']C0', suffix: '#', end: 'Tab' })
  })

  it('finds a slow scanner and gives it room', () => {
    expect(test(scanned({ gap: 70 }))).toMatchObject({
      longestGapMs: 70,
      settings: { gapMs: 110 },
    })
    expect(test(scanned({ gap: 140 }))).toMatchObject({ settings: { gapMs: 150 } })
    expect(test(scanned({ gap: 151 }))).toEqual({ type: 'TooSlow', longestGapMs: 151 })
  })

  it('finds a scanner without an end key', () => {
    expect(test(scanned({ end: undefined }))).toMatchObject({
      end: 'none',
      settings: { end: 'gap' },
    })
  })

  it('says so when Caps Lock is on', () => {
    const keys = scanned({ capsLock: true }).map((key) => ({ ...key, code: '' }))
    expect(test(keys)).toEqual({ type: 'CaseExchanged' })
  })

  it('says so when nothing or another code was scanned', () => {
    expect(test([])).toEqual({ type: 'NothingScanned' })
    expect(test(scanned({ end: 'Enter' }, ''))).toEqual({ type: 'NothingScanned' })
    expect(test(scanned({}, 'SOMETHING'))).toEqual({ type: 'NotTheCheckCode', text: 'SOMETHING' })
  })

  it.each<KeyOptions>([{ gap: 4 }, { computer: 'azerty' }, { gap: 90 }, { end: 'Tab' }])(
    'gives settings that read the next scan: %j',
    (options) => {
      const found = analyseScannerTest(scanned(options, `~${SCANNER_CHECK_CODE}#`))
      if (!found.ok) throw new Error(found.error.type)
      let run: WedgeRun | undefined
      const outcomes = scanned(options, '~0138u9-A#').map((key) => {
        const step = pressKey(run, key, found.value.settings)
        run = step.run
        return step.outcome
      })
      expect(outcomes.at(-1)).toMatchObject({ kind: 'scan', text: '0138u9-A' })
    },
  )
})
