import { useIntl } from 'react-intl'
import { Banner } from '../../components/Banner.tsx'
import { sayKeepingFault } from './say-fault.ts'
import type { TaskState } from './task.ts'

/** Why the last try of a work did not come about. What a person stopped is no fault. */
export function Fault({ of: state }: { of: TaskState<unknown> }) {
  const intl = useIntl()
  if (state.is !== 'failed') return null
  const tone = state.fault.type === 'Cancelled' ? 'note' : 'stop'
  return <Banner tone={tone}>{sayKeepingFault(intl, state.fault)}</Banner>
}
