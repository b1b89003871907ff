/** What the system or SQLite says of a disk, or of a file, that no longer does what was asked of it. */
const DISK_FAULT = /^(SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB)|LedgerMoved|LogHeld|EIO|ENOENT)/

/** Something reads the log, so that it cannot be written through just now. */
export class LogHeld extends Error {
  override readonly name = 'LogHeld'
  constructor() {
    super('The log cannot be written through while something reads it')
  }
}

/** After these nobody knows whether the last commit is on the disk. */
export const isDiskFault = (error: unknown): boolean => DISK_FAULT.test(reasonOf(error).code)

/** An error's class and code do not cross between threads; its code is what the other side asks for. */
export function reasonOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) }
  const code = 'code' in error ? String(error.code) : error.name
  return { code, message: error.stack ?? error.message }
}
