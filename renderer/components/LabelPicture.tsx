import { useEffect, useState } from 'react'
import type { Layout } from '#shared/label/layout.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import { textWidth } from '#shared/label/text.ts'
import styles from './LabelPicture.module.css'
import type { Drawn } from './label-paths.ts'

export interface LabelPictureProps {
  template: Pick<LabelTemplate, 'width' | 'height' | 'parts'>
  layout: Layout
  /** What it is, in words, for who cannot see it. */
  label: string
  /** Times its real size. */
  scale?: number
  /** On paper no edge is drawn. */
  bare?: boolean
}

/**
 * A label as it is printed, in millimetres of the screen. LAB-6: drawn from the layout that the printer's
 * text is made of. The encoder is loaded when the first one is shown.
 */
export function LabelPicture({ template, layout, label, scale = 1, bare }: LabelPictureProps) {
  const drawn = useDrawn(layout)
  const { width, height, parts } = template
  return (
    <svg
      className={bare ? styles.bare : styles.label}
      style={{ width: `${width * scale}mm`, height: `${height * scale}mm` }}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-label={label}
      data-drawn={drawn !== undefined}
    >
      {!bare && parts.map((part, at) => <Part key={at} part={part} dots={layout.width / width} />)}
      {drawn?.map((one, at) => (
        <Thing key={at} {...one} />
      ))}
    </svg>
  )
}

function useDrawn(layout: Layout): readonly Drawn[] | undefined {
  const [drawn, setDrawn] = useState<readonly Drawn[]>()
  useEffect(() => {
    let isWanted = true
    import('./label-paths.ts').then(({ drawnOf }) => {
      if (isWanted) setDrawn(drawnOf(layout))
    })
    return () => {
      isWanted = false
    }
  }, [layout])
  return drawn
}

function Part({ part, dots }: { part: LabelTemplate['parts'][number]; dots: number }) {
  const { x, y, width, height, round } = part
  const corner = (round ? Math.min(width, height) / 2 : 0.8) * dots
  return (
    <rect
      className={styles.part}
      x={x * dots}
      y={y * dots}
      width={width * dots}
      height={height * dots}
      rx={corner}
      ry={corner}
    />
  )
}

function Thing({ of, d }: Drawn) {
  if (of.kind === 'text') return <Words of={of} />
  const tall = of.kind === 'matrix' ? of.module : of.height
  return (
    <path
      className={styles.ink}
      d={d ?? ''}
      fillRule="evenodd"
      shapeRendering="crispEdges"
      transform={`translate(${of.x} ${of.y}) scale(${of.module} ${tall})`}
    />
  )
}

/** What is reckoned for a text is more than most printers need for it. */
const NARROWER = 0.9

/** The printer's own face is narrower than any here: the words are set to the width that they have there. */
function Words({ of }: { of: Extract<Drawn['of'], { kind: 'text' }> }) {
  const { x, y, width, height, align, text } = of
  const long = Math.min(width, textWidth(text, height) * NARROWER)
  return (
    <text
      className={styles.words}
      x={x + (align === 'middle' ? (width - long) / 2 : 0)}
      y={y + height * 0.78}
      fontSize={height * 0.95}
      textLength={long}
      lengthAdjust="spacingAndGlyphs"
    >
      {text}
    </text>
  )
}
