import type { RackSettingFault, RackSource } from '#shared/contract/racks.ts'
import type { RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import { rackFaultValues } from '../../app/rack-file.ts'
import type { Say } from '../../i18n/use-t.ts'
import { whyClosed } from './say-standing.ts'

/** Where a source is: its folder or its address. */
export function addressOf(source: RackSource): string {
  if (source.kind === 'folder') return source.folder
  return source.kind === 'micronic' ? source.url : `${source.host}:${source.port}`
}

/** What is the matter with a source, in its computer's or scanner's own words where there are no better ones. */
export function saySourceMessage(t: Say, { kind }: RackSource, message: string): string {
  const why = kind === 'folder' ? whyClosed(message) : 'other'
  if (why === 'missing') return t('racks.folder.missing')
  return why === 'forbidden' ? t('racks.folder.forbidden') : t('racks.itSays', { message })
}

/** Why a rack scanner gave nothing, and what to do. */
export function saySourceFault(t: Say, fault: RackSourceFault): string {
  switch (fault.type) {
    case 'SourceUnreachable':
      return t('racks.fault.SourceUnreachable', { message: fault.message })
    case 'SourceRefused':
      return t('racks.fault.SourceRefused', { code: fault.code, message: fault.message })
    case 'NotAScanner':
      return t('racks.fault.NotAScanner', { text: fault.text })
    case 'SourceTimeout':
      return t('racks.fault.SourceTimeout', { seconds: fault.seconds })
    case 'UnreadableFile':
      return t(`processing.fault.${fault.fault.type}`, rackFaultValues(fault.fault))
    case 'SourceBusy':
    case 'StaleResult':
    case 'Cancelled':
    case 'NoSuchSource':
      return t(`racks.fault.${fault.type}`)
  }
}

export const sayRackSettingFault = (t: Say, fault: RackSettingFault): string =>
  fault.type === 'NotAllowed' ? t('racks.managerNeeded') : t('racks.tooMany', { most: fault.most })

/** What a reading came to: how many tubes, how many without a code, which rack. */
export function sayRead(t: Say, { tubes, rack, findings }: RackFileRead): string {
  const unread = tubes.filter(({ code }) => code === null).length
  const words = [t('racks.read', { tubes: tubes.length, unread })]
  words.push(rack === null ? t('racks.readNoRack') : t('racks.readRack', { rack }))
  if (findings.length > 0) words.push(t('racks.readFindings', { count: findings.length }))
  return words.join(' ')
}
