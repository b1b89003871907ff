import type { FunctionComponent } from 'react'
import { BoxMaps } from './boxmap.tsx'
import { Displays } from './displays.tsx'
import { Sheet } from './sheet.tsx'

/** The pages of the gallery by the name in `?page=`. */
export const pages: Readonly<Record<string, FunctionComponent>> = {
  sheet: Sheet,
  displays: Displays,
  boxmap: BoxMaps,
}
