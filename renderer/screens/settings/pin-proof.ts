import type { PinProof } from '#shared/contract/contract.ts'

const PIN = /^[0-9]{4,12}$/

export const isPin = (text: string): boolean => PIN.test(text)

/** What shows who asks for another PIN: the badge that was scanned, else the present PIN. */
export function proofOf(present: string, badge: string | undefined): PinProof | undefined {
  if (badge !== undefined) return { badge }
  return isPin(present) ? { pin: present } : undefined
}
