import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ledgerOf = (data: string): string => join(data, 'ledger.db')

/**
 * Turns one bit in the event that registered a tube, in the ledger of a bench that has ended: its code
 * becomes another one. Throws when the file has no such event.
 */
export function damageAccession(data: string, code: string): void {
  const file = ledgerOf(data)
  const bytes = readFileSync(file)
  const said = Buffer.from(`"code":"${code}","collectedAt"`)
  const at = bytes.indexOf(said)
  if (at < 0) throw new Error(`No event in ${file} has registered ${code}`)
  const digit = at + said.indexOf(code) + code.length - 1
  bytes.writeUInt8(bytes.readUInt8(digit) ^ 1, digit)
  writeFileSync(file, bytes)
}

/** Writes over the whole ledger of a bench that has ended, so that nothing of it can be read. */
export function destroyLedger(data: string): void {
  const file = ledgerOf(data)
  writeFileSync(file, Buffer.alloc(readFileSync(file).length, 0x5a))
}
