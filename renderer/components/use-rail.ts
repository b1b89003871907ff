import {
  IconAlertHexagon,
  IconCertificate,
  IconCommand,
  IconFridge,
  IconHelpCircle,
  IconScan,
  IconSettings,
  IconTableImport,
  IconTestPipe,
} from '@tabler/icons-react'
import { useIntl } from 'react-intl'
import type { Place } from './Shell.tsx'

/**
 * The places of the rail with their words: scan, freezers, samples, worklist, import above; settings,
 * palette and help below. `open` is the number of open discrepancies; `keepsLedger` adds the ledger for
 * those who look after it, the others reach it through palette and settings.
 */
export function useRail({ open, keepsLedger }: { open: number; keepsLedger: boolean }): {
  places: Place[]
  lowerPlaces: Place[]
} {
  const intl = useIntl()
  const words = intl.formatMessage({ id: 'rail.open' }, { count: open })
  return {
    places: [
      { id: 'scan', label: intl.formatMessage({ id: 'rail.scan' }), icon: IconScan },
      { id: 'freezers', label: intl.formatMessage({ id: 'rail.freezers' }), icon: IconFridge },
      { id: 'samples', label: intl.formatMessage({ id: 'rail.samples' }), icon: IconTestPipe },
      {
        id: 'worklist',
        label: intl.formatMessage({ id: 'rail.worklist' }),
        icon: IconAlertHexagon,
        badge: open > 0 ? { count: open, words } : undefined,
      },
      { id: 'import', label: intl.formatMessage({ id: 'rail.import' }), icon: IconTableImport },
    ],
    lowerPlaces: [
      ...(keepsLedger
        ? [
            {
              id: 'ledger',
              label: intl.formatMessage({ id: 'rail.ledger' }),
              icon: IconCertificate,
            },
          ]
        : []),
      { id: 'settings', label: intl.formatMessage({ id: 'rail.settings' }), icon: IconSettings },
      { id: 'palette', label: intl.formatMessage({ id: 'rail.palette' }), icon: IconCommand },
      { id: 'help', label: intl.formatMessage({ id: 'rail.help' }), icon: IconHelpCircle },
    ],
  }
}
