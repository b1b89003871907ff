import type { LabelJobView, LabelSettingFault } from '#shared/contract/labels.ts'
import type { LabelFault } from '#shared/label/content.ts'
import type { PrinterTrouble } from '#shared/label/printer.ts'
import type { Say } from '../../i18n/use-t.ts'

/** Why a label cannot be made, and what to do. */
export function sayFault(t: Say, fault: LabelFault): string {
  switch (fault.type) {
    case 'CodeTooLong': {
      const { code, needs, has } = fault
      return t('labels.codeTooLong', { code, needs, has })
    }
    case 'CodeUnfit':
      return t('labels.codeUnfit', { code: fault.code, sign: fault.sign })
    case 'Outside':
      return t('labels.outside', { count: fault.elements.length })
  }
}

export function saySettingFault(t: Say, fault: LabelSettingFault): string {
  switch (fault.type) {
    case 'NotAllowed':
      return t('labels.managerNeeded')
    case 'BuiltIn':
      return t('labels.builtInStays')
    case 'Outside':
      return t('labels.outside', { count: fault.elements.length })
  }
}

export const sayTrouble = (t: Say, trouble: PrinterTrouble): string =>
  t(`labels.trouble.${trouble}`)

/** What a job is at, in one sentence. */
export function sayJob(t: Say, { state, trouble, codes, copies }: LabelJobView): string {
  const count = codes.length * copies
  if (state === 'queued')
    return trouble
      ? t('labels.waitsBecause', { why: sayTrouble(t, trouble), count })
      : t('labels.waits', { count })
  if (state === 'sending')
    return trouble
      ? t('labels.stopsBecause', { why: sayTrouble(t, trouble) })
      : t('labels.printing', { count })
  return t(`labels.job.${state}`, { count })
}
