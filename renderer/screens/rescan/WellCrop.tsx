import { useEffect, useRef } from 'react'
import type { Quad } from '#shared/picture/grey.ts'
import { cropOf, type RackPhoto } from './photo.ts'
import styles from './rescan.module.css'

const SIDE = 320

/** One well of the picture, enlarged, so that a person can see what is in it. */
export function WellCrop({ photo, quad, label }: { photo: RackPhoto; quad: Quad; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { bitmap } = photo
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { left, top, width, height } = cropOf(quad, bitmap)
    const scale = SIDE / Math.max(width, height)
    context.clearRect(0, 0, SIDE, SIDE)
    const [x, y] = [(SIDE - width * scale) / 2, (SIDE - height * scale) / 2]
    context.drawImage(bitmap, left, top, width, height, x, y, width * scale, height * scale)
  }, [bitmap, quad])
  return (
    <canvas
      ref={canvas}
      className={styles.crop}
      role="img"
      aria-label={label}
      width={SIDE}
      height={SIDE}
    />
  )
}
