import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { useSyncExternalStore } from 'react'
import type { contract } from '#shared/contract/contract.ts'
import { type ConnectionState, createConnection } from './connection.ts'
import { dial } from './dial.ts'

export type Client = ContractRouterClient<typeof contract>

const connection = createConnection(dial)

/** Everything that a screen may ask of its bench. A question asked while the line is broken waits. */
export const client: Client = createORPCClient(connection)

/** Whether the bench can be reached, for the banner that says so. */
export const useConnection = (): ConnectionState =>
  useSyncExternalStore(connection.subscribe, connection.state)
