import { useEffect, useMemo, useRef } from 'react'
import type { LabelContent } from '#shared/label/content.ts'
import { DPIS } from '#shared/label/dots.ts'
import { layOut } from '#shared/label/layout.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import { OnPaper } from '../../app/Print.tsx'
import { LabelPicture } from '../../components/LabelPicture.tsx'
import styles from './labels.module.css'

interface LabelPaperProps {
  template: LabelTemplate
  contents: readonly LabelContent[]
  copies: number
  onPrinted: () => void
}

/** Milliseconds in which a page of labels is drawn. */
const SETTLED = 150

/** Labels for whatever printer the system has: one a page, each page as large as the label. */
export function LabelPaper({ template, contents, copies, onPrinted }: LabelPaperProps) {
  const done = useRef(onPrinted)
  const layouts = useMemo(
    () =>
      contents.flatMap((content) => {
        const layout = layOut(template, content, DPIS[2])
        return layout.ok ? new Array<typeof layout.value>(copies).fill(layout.value) : []
      }),
    [template, contents, copies],
  )
  useEffect(() => {
    const { width, height } = template
    const page = new CSSStyleSheet()
    page.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0; }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, page]
    let isWanted = true
    // The pictures draw themselves as soon as their encoder is here; then they need a moment to be laid out.
    void import('../../components/label-paths.ts').then(() =>
      setTimeout(() => {
        if (!isWanted) return
        window.print()
        done.current()
      }, SETTLED),
    )
    return () => {
      isWanted = false
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== page)
    }
  }, [template])
  return (
    <OnPaper>
      {layouts.map((layout, at) => (
        <div key={at} className={styles.sheet}>
          <LabelPicture bare template={template} layout={layout} label={contents[0]!.code} />
        </div>
      ))}
    </OnPaper>
  )
}
