import { useIntl } from 'react-intl'
import type { SetUpFault } from '#shared/contract/contract.ts'
import { saySetUpFault } from '../../app/say-set-up-fault.ts'
import { Banner } from '../../components/Banner.tsx'

/** Why the bench is not set up yet. */
export function FaultBanner({ fault }: { fault: SetUpFault | undefined }) {
  const intl = useIntl()
  return fault && <Banner tone="stop">{saySetUpFault(intl, fault)}</Banner>
}
