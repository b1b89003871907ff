import { useEffect, useState } from 'react'
import styles from './DataMatrix.module.css'
import type { MatrixPath } from './data-matrix-path.ts'

export interface MatrixModulesProps {
  code: string
  /** Side in px. */
  size: number
  className?: string | undefined
}

/**
 * The bare modules in the current colour, as a drawing. The encoder is loaded when the first matrix
 * is shown; until then the place is kept free.
 */
export function MatrixModules({ code, size, className }: MatrixModulesProps) {
  const [path, setPath] = useState<MatrixPath>()
  useEffect(() => {
    let wanted = true
    import('./data-matrix-path.ts').then(({ dataMatrixPath }) => {
      if (wanted) setPath(dataMatrixPath(code))
    })
    return () => {
      wanted = false
    }
  }, [code])
  const side = path?.side ?? 1
  return (
    <svg
      className={className ?? styles.matrix}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      {path && <path d={path.d} fill="currentColor" fillRule="evenodd" />}
    </svg>
  )
}

export interface DataMatrixProps {
  code: string
  /** Side of the modules in px, without the white plate round them. */
  size?: number
  /** What it is, in words, for who cannot see it. */
  label: string
}

/** A Data Matrix that a scanner can read from the screen: dark on a white plate with its quiet zone. */
export function DataMatrix({ code, size = 98, label }: DataMatrixProps) {
  return (
    <span className={styles.plate} role="img" aria-label={label}>
      <MatrixModules code={code} size={size} />
    </span>
  )
}
