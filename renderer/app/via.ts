import type { Via } from '#shared/domain/commands.ts'
import type { Scan } from '#shared/scan/scan.ts'

/** A person pressed a button. */
export const BY_CLICK: Via = { source: 'click', device: '' }

/** The device that read the code which an act rests on. */
export const viaOf = ({ source, device }: Scan): Via => ({ source, device: device.slice(0, 120) })
