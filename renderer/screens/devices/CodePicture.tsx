import { useEffect, useState } from 'react'
import type { BarsPath } from '../../components/code-128-path.ts'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import styles from './devices.module.css'

/** Pixels that bars may take, so that each stays as many whole pixels wide. */
const WIDEST = 300
const HEIGHT = 110

/** A code on the screen for a scanner to read: dark on white in every colour scheme. */
export function CodePicture({ code, bars, label }: { code: string; bars: boolean; label: string }) {
  return bars ? (
    <Bars key={code} code={code} label={label} />
  ) : (
    <DataMatrix key={code} code={code} label={label} size={code.length > 100 ? 260 : 168} />
  )
}

function Bars({ code, label }: { code: string; label: string }) {
  const [path, setPath] = useState<BarsPath>()
  useEffect(() => {
    let isWanted = true
    import('../../components/code-128-path.ts').then(({ code128Path }) => {
      if (isWanted) setPath(code128Path(code))
    })
    return () => {
      isWanted = false
    }
  }, [code])
  const modules = path?.modules ?? 1
  const scale = modules * 2 <= WIDEST ? 2 : 1
  return (
    <span className={styles.bars} role="img" aria-label={label}>
      <svg
        width={modules * scale}
        height={HEIGHT}
        viewBox={`0 0 ${modules} 1`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        aria-hidden="true"
      >
        {path && <path d={path.d} fill="currentColor" />}
      </svg>
    </span>
  )
}
