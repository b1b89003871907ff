import { err, type Result } from '#shared/lib/result.ts'
import type { RackFault, RackFileRead } from '#shared/scan/rack/gather.ts'
import { MOST_RACK_BYTES } from '#shared/scan/rack/text.ts'
import { client } from './client.ts'

/** A rack scanner's file as the bench reads it, by the layouts that it was taught and those that are known. */
export async function readRackFile(file: Blob): Promise<Result<RackFileRead, RackFault>> {
  if (file.size > MOST_RACK_BYTES) return err({ type: 'TooLarge', most: MOST_RACK_BYTES })
  return client.racks.file({ base64: await base64Of(file) })
}

/** The bytes of a file, for a question of the contract. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // In parts, since a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}

/** What stands in the sentence that says a fault. */
export function rackFaultValues(fault: RackFault): Record<string, string | number> {
  switch (fault.type) {
    case 'NoTubes':
    case 'NotText':
    case 'Unclear':
      return {}
    case 'NotARack':
    case 'BadPosition':
      return { line: fault.line, text: fault.text }
    case 'BadCode':
    case 'Truncated':
      return { line: fault.line }
    case 'TwoRacks':
      return { line: fault.line, one: fault.racks[0], other: fault.racks[1] }
    case 'TooLarge':
      return { most: Math.round(fault.most / 1024 / 1024) }
    case 'TooManyTubes':
      return { most: fault.most }
  }
}
