import { IconPackageOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { ShipmentView } from '#shared/contract/work.ts'
import { useGo } from '../../app/go.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useCreate } from '../lookup/use-create.ts'
import { ReasonDialog } from '../specimen/ReasonDialog.tsx'

/** Ends a consignment that is expected and will not come. SHP-11 */
export function NeverCame({
  shipment: { shipment, sender, announced },
}: {
  shipment: ShipmentView
}) {
  const t = useT()
  const go = useGo()
  const [isAsked, ask] = useState(false)
  const { create, refused, isBusy } = useCreate()
  async function end(reason: string): Promise<void> {
    const isEnded = await create(
      (how) => ({ type: 'endShipment', ...how, shipment, reason }),
      BY_CLICK,
      sender,
    )
    if (isEnded) await go({ to: 'receiving' })
  }
  return (
    <>
      <Button size={64} icon={IconPackageOff} onClick={() => ask(true)}>
        {t('receiving.neverCame')}
      </Button>
      {isAsked && (
        <ReasonDialog
          question={t('receiving.endQuestion', { sender })}
          means={t('receiving.endMeans', { n: announced ?? 0 })}
          act={t('receiving.end')}
          isBusy={isBusy}
          refused={refused}
          onAct={(reason) => void end(reason)}
          onClose={() => ask(false)}
        />
      )}
    </>
  )
}
