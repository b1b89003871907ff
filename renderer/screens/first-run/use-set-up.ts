import { useState } from 'react'
import type { SetUpFault } from '#shared/contract/contract.ts'
import { type Client, client } from '../../app/client.ts'
import { reportDefect } from '../../app/defects.ts'
import { newBadge } from '../../app/new-badge.ts'

export type SetUp = Parameters<Client['bench']['setUp']>[0]

/** Sets the bench up once; the new stage of the bench then brings the next screen. */
export function useSetUp() {
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<SetUpFault>()
  async function setUp(given: SetUp): Promise<void> {
    if (isBusy) return
    setBusy(true)
    setFault(undefined)
    try {
      const done = await client.bench.setUp(given)
      if (done.ok) newBadge.set(done.value.badge)
      else setFault(done.error)
    } catch (error) {
      reportDefect(error)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, fault, setUp: (given: SetUp): void => void setUp(given) }
}
