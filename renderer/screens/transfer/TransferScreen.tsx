import { Receive } from './Receive.tsx'
import { Send } from './Send.tsx'

export interface TransferScreenProps {
  way?: 'send' | 'receive' | undefined
}

/** Tubes that go to another site, and come from one. */
export function TransferScreen({ way = 'send' }: TransferScreenProps) {
  return way === 'send' ? <Send /> : <Receive />
}
