const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const REMOVED = 'r'

/** Fuses in their order on the wire, as an official Electron build has them. */
const OFFICIAL = [
  ['RunAsNode', '1'],
  ['CookieEncryption', '0'],
  ['NodeOptions', '1'],
  ['NodeCliInspect', '1'],
  ['AsarIntegrity', '0'],
  ['OnlyLoadAppFromAsar', '0'],
  ['BrowserV8Snapshot', '0'],
  ['GrantFileProtocolExtraPrivileges', '1'],
] as const

/**
 * Sets the fuses of an Electron binary, in place, to those of an official build, and names the
 * changed ones. The wire: a sentinel, a version byte (1), a length byte, then one character a fuse.
 * Throws when it is not exactly once there.
 */
export function setOfficialFuses(binary: Buffer): string[] {
  const at = binary.indexOf(SENTINEL)
  if (at < 0 || binary.indexOf(SENTINEL, at + 1) >= 0) throw new Error('not one fuse wire')
  const wire = binary.subarray(at + SENTINEL.length)
  if (wire[0] !== 1 || Number(wire[1]) < OFFICIAL.length) throw new Error('unknown fuse wire')
  const changed = OFFICIAL.filter(([, official], index) => {
    const present = String.fromCharCode(Number(wire[2 + index]))
    if (present === REMOVED || present === official) return false
    wire[2 + index] = official.charCodeAt(0)
    return true
  })
  return changed.map(([name]) => name)
}
