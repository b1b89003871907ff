import { err, ok, type Result } from '../../lib/result.ts'
import type { MEDIA } from './facts.ts'
import { strippedJpeg } from './jpeg.ts'
import { strippedPng } from './png.ts'

export type Media = (typeof MEDIA)[number]

/** The most that one photograph or document may have, as it was chosen. Bytes. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024

export type FileFault =
  | { readonly type: 'Empty' }
  | { readonly type: 'TooLarge'; readonly most: number }
  /** Its first bytes are those of no JPEG, PNG or PDF, whatever its name says. */
  | { readonly type: 'OtherMedia' }
  /** It begins as one and does not go on as one: what is hidden in it could not be taken out. */
  | { readonly type: 'Broken' }

const BEGINNINGS: readonly (readonly [Media, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

/** What a file is by its first bytes; a name or a type that somebody has given it says nothing. */
export const mediaOf = (bytes: Uint8Array): Media | null =>
  BEGINNINGS.find(([, first]) => first.every((byte, i) => bytes[i] === byte))?.[0] ?? null

/**
 * A file as it may be kept: of a photograph without what the camera has written beside the picture (place,
 * time, owner, preview); the picture itself is the same, bit for bit. A PDF stays as it is.
 */
export function keepable(
  bytes: Uint8Array,
): Result<{ readonly media: Media; readonly bytes: Uint8Array }, FileFault> {
  if (bytes.length === 0) return err({ type: 'Empty' })
  if (bytes.length > MOST_FILE_BYTES) return err({ type: 'TooLarge', most: MOST_FILE_BYTES })
  const media = mediaOf(bytes)
  if (!media) return err({ type: 'OtherMedia' })
  const kept = stripped(media, bytes)
  return kept ? ok({ media, bytes: kept }) : err({ type: 'Broken' })
}

function stripped(media: Media, bytes: Uint8Array): Uint8Array | null {
  switch (media) {
    case 'image/jpeg':
      return strippedJpeg(bytes)
    case 'image/png':
      return strippedPng(bytes)
    case 'application/pdf':
      return bytes
  }
}
