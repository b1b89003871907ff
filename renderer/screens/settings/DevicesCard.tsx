import { IconPrinter, IconScan, IconTable } from '@tabler/icons-react'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Card, CardRow } from '../../components/Card.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useDevices } from '../devices/use-device-bytes.ts'
import { useRacks } from '../devices/use-racks.ts'

/** How scanners, rack scanners and printers stand, and the way to each. */
export function DevicesCard() {
  const t = useT()
  const go = useGo()
  const scanners = useDevices()?.scanners ?? []
  const racks = useRacks()
  const { data: printers } = useLive(['printers'], () => client.labels.printers())
  const rows = [
    {
      part: 'scanners',
      icon: IconScan,
      words: t('devices.scannersAre', {
        ready: scanners.filter(({ standing }) => standing === 'ready').length,
        away: scanners.filter(({ standing }) => standing === 'lost' || standing === 'cannot-open')
          .length,
      }),
    },
    {
      part: 'racks',
      icon: IconTable,
      words: t('devices.racksAre', {
        sources: racks?.sources.length ?? 0,
        layouts: racks?.layouts.length ?? 0,
      }),
    },
    {
      part: 'printers',
      icon: IconPrinter,
      words: t('devices.printersAre', { count: printers?.length ?? 0 }),
    },
  ] as const
  return (
    <Card title={t('devices.title')}>
      {rows.map(({ part, icon, words }) => (
        <CardRow
          key={part}
          icon={<Icon of={icon} size={26} />}
          title={t(`devices.place.${part}`)}
          sub={words}
          end={
            <Button size={48} onClick={() => void go({ to: 'devices', part })}>
              {t(`devices.open.${part}`)}
            </Button>
          }
        />
      ))}
    </Card>
  )
}
