import { useEffect, useRef } from 'react'
import { middleOf } from '#shared/picture/grey.ts'
import { cx } from '../../components/cx.ts'
import { type RackPhoto, signOf } from './photo.ts'
import styles from './rescan.module.css'

/** Pixels of the drawing; the picture itself is larger mostly. */
const WIDEST = 1_600

interface PhotoPictureProps {
  photo: RackPhoto
  selected: string | undefined
  label: string
  onSelect: (position: string) => void
}

/** The picture with the wells drawn over it as they were read. For eyes and taps; the map beside it is for keys. */
export function PhotoPicture({ photo, selected, label, onSelect }: PhotoPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { bitmap, read } = photo
  const scale = Math.min(1, WIDEST / bitmap.width)
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
  }, [bitmap, width, height])
  return (
    <div className={styles.frame}>
      <div
        className={styles.fitted}
        style={{ '--ratio': bitmap.width / bitmap.height } as object}
        role="img"
        aria-label={label}
      >
        <canvas ref={canvas} width={width} height={height} />
        <svg viewBox={`0 0 ${bitmap.width} ${bitmap.height}`} aria-hidden="true">
          {read.wells.map((well) => (
            <polygon
              key={well.position}
              className={cx(
                styles.well,
                styles[signOf(read, well)],
                well.position === selected && styles.picked,
              )}
              points={well.quad.map(({ x, y }) => `${x},${y}`).join(' ')}
              onPointerDown={() => onSelect(well.position)}
            />
          ))}
          <First photo={photo} />
        </svg>
      </div>
    </div>
  )
}

/** Where A1 is, as long as nobody says otherwise. */
function First({ photo: { read } }: { photo: RackPhoto }) {
  const quad = read.wells.find(({ position }) => position === 'A1')?.quad
  if (!quad) return null
  const { x, y } = middleOf(quad)
  const size = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y)
  return (
    <g className={styles.first}>
      <rect x={x - size * 0.4} y={y - size * 0.28} width={size * 0.8} height={size * 0.56} />
      <text x={x} y={y} fontSize={size * 0.42} textAnchor="middle" dominantBaseline="central">
        A1
      </text>
    </g>
  )
}
