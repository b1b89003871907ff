import { never } from '#shared/lib/assert.ts'
import type { DeviceTestRefusal } from '#shared/scan/device-test.ts'
import type { TestFault } from '#shared/scan/test-sheet.ts'
import type { ScannerTestRefusal } from '#shared/scan/wedge-test.ts'
import type { Say } from '../../i18n/use-t.ts'
import type { Wrong } from './use-scanner-test.ts'

/** What is wrong with a test scan, and what to change on the scanner or here. */
export function sayWrong(t: Say, wrong: Wrong): string {
  if (wrong.by === 'keys') return sayKeys(t, wrong.why)
  if (wrong.by === 'bytes') return sayBytes(t, wrong.why)
  const { verdict } = wrong
  if (verdict.type === 'stranger') return t('scannerTest.notCheckCode')
  return t('scannerTest.wrongCode', {
    code: t(`scannerTest.code.${verdict.id}`),
    why: sayFault(t, verdict.fault),
  })
}

function sayKeys(t: Say, refusal: ScannerTestRefusal): string {
  switch (refusal.type) {
    case 'NothingScanned':
      return t('scannerTest.nothingScanned')
    case 'CaseExchanged':
      return t('scannerTest.caseExchanged')
    case 'NotTheCheckCode':
      return t('scannerTest.notCheckCode')
    case 'TooSlow':
      return t('scannerTest.tooSlow', { longest: Math.round(refusal.longestGapMs) })
    default:
      return never(refusal)
  }
}

function sayBytes(t: Say, refusal: DeviceTestRefusal): string {
  switch (refusal.type) {
    case 'CaseExchanged':
      return t('scannerTest.caseExchangedDevice')
    case 'Garbled':
      return t('scannerTest.garbled')
    case 'NotTheCheckCode':
      return t('scannerTest.notCheckCode')
    default:
      return never(refusal)
  }
}

function sayFault(t: Say, fault: TestFault): string {
  switch (fault.type) {
    case 'CaseExchanged':
      return t('scannerTest.caseExchanged')
    case 'OtherLayout':
      return t('scannerTest.otherLayout')
    case 'Around':
      return fault.prefix === ''
        ? t('scannerTest.behindIt', { suffix: fault.suffix })
        : t('scannerTest.inFrontOfIt', { prefix: fault.prefix })
    case 'CutOff':
      return t('scannerTest.cutOff', { came: fault.came, of: fault.of })
    case 'Lost':
      return t('scannerTest.lost', { count: fault.count })
    case 'NoSeparator':
      return t('scannerTest.noSeparator')
    case 'OtherCharacters':
      return t('scannerTest.otherCharacters')
    default:
      return never(fault)
  }
}
