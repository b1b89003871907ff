/**
 * An asar archive of a flat folder: name -> contents. The header is JSON inside two nested
 * pickles, each led by its size as 32-bit little-endian; the contents follow one after another.
 */
export function packAsar(files: Readonly<Record<string, string>>): Buffer {
  const index: Record<string, { size: number; offset: string }> = {}
  const bodies: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text)
    index[name] = { size: body.length, offset: String(offset) }
    offset += body.length
    bodies.push(body)
  }
  return Buffer.concat([header(JSON.stringify({ files: index })), ...bodies])
}

function header(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const padded = Math.ceil(length / 4) * 4
  const buffer = Buffer.alloc(16 + padded)
  for (const [place, size] of [4, padded + 8, padded + 4, length].entries()) {
    buffer.writeUInt32LE(size, place * 4)
  }
  buffer.write(json, 16)
  return buffer
}
