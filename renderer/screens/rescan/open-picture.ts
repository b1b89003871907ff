import { MOST_RACK_PICTURE } from '#shared/contract/racks.ts'

const PICTURE = /\.(png|jpe?g|bmp|webp)$/i

export const isPicture = ({ type, name }: File): boolean =>
  type.startsWith('image/') || PICTURE.test(name)

/** The picture as it was taken, upright; null where it is none that can be shown. */
export async function openPicture(blob: Blob): Promise<ImageBitmap | null> {
  if (blob.size > MOST_RACK_PICTURE) return null
  return createImageBitmap(blob).catch(() => null)
}

export function pictureOfBase64(base64: string): Blob {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return new Blob([bytes])
}
