/** One call that changed something, as the shim wrote it down; see `faults.c` for the bytes. */
export interface Call {
  readonly op: Op
  /** 0, or the number of the error that the program was told: then nothing was done. */
  readonly error: number
  /** Inode of the file. */
  readonly file: number
  /** Where a write begins, or how long a file was made. */
  readonly at: number
  /** Within the watched folder; '' is the folder. */
  readonly name: string
  readonly data: Buffer
}

export type Op =
  | 'create'
  | 'open'
  | 'write'
  | 'truncate'
  | 'sync'
  | 'unlink'
  | 'rename'
  | 'mkdir'
  | 'said'
  | 'armed'
  | 'fault'

const OPS: Readonly<Record<string, Op>> = {
  C: 'create',
  O: 'open',
  W: 'write',
  T: 'truncate',
  S: 'sync',
  U: 'unlink',
  R: 'rename',
  M: 'mkdir',
  A: 'said',
  N: 'armed',
  F: 'fault',
}

/** Every whole record of a log, in order. A half one at the end is of a program that was killed. */
export function readLog(bytes: Buffer): Call[] {
  const calls: Call[] = []
  let at = 0
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32LE(at)
    if (end > bytes.length) break
    calls.push(callIn(bytes.subarray(at + 4, end)))
    at = end
  }
  return calls
}

function callIn(bytes: Buffer): Call {
  const nameEnd = 23 + bytes.readUInt16LE(21)
  const op = OPS[String.fromCharCode(bytes[0]!)]
  if (!op) throw new Error(`a log with an operation ${bytes[0]}`)
  return {
    op,
    error: bytes.readInt32LE(1),
    file: Number(bytes.readBigUInt64LE(5)),
    at: Number(bytes.readBigUInt64LE(13)),
    name: bytes.toString('utf8', 23, nameEnd),
    data: bytes.subarray(nameEnd),
  }
}
