import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { ImportFinding } from '#shared/contract/imports.ts'
import { MATERIALS, TUBE_TYPES } from '#shared/domain/words.ts'
import { Button } from '../../components/Button.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import styles from './import.module.css'
import { scannedInto } from './scanned-into.ts'

/** Where a person goes from a cell: to the next finding, to the one before, or this text in all such rows. */
export type CellMove = 'next' | 'back' | 'everywhere'

interface CellEditorProps {
  finding: ImportFinding
  /** Other rows have the same word. */
  isRepeated: boolean
  onTake: (text: string, move: CellMove) => void
  onLeave: () => void
}

/** One cell that is being mended: Enter and Tab take it and go on, Escape leaves it as it was. */
export function CellEditor({ finding, isRepeated, onTake, onLeave }: CellEditorProps) {
  const t = useT()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(finding.cell ?? finding.value)
  const meanings = useMeanings(finding)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
    scannedInto.set((scanned) => setText(scanned))
    return () => scannedInto.set(undefined)
  }, [])

  const take = (move: CellMove) => onTake(meanings.get(text.trim().toLowerCase()) ?? text, move)
  function press(event: KeyboardEvent): void {
    const { key } = event
    if (key !== 'Enter' && key !== 'Tab' && key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (key === 'Escape') onLeave()
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) take('everywhere')
    else take(event.shiftKey ? 'back' : 'next')
  }

  return (
    <span className={styles.editor}>
      <input
        ref={input}
        className={styles.input}
        aria-label={t('import.mend', { line: finding.line })}
        value={text}
        list={meanings.size > 0 ? list : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      {meanings.size > 0 && (
        <datalist id={list}>
          {[...meanings.keys()].map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
      {isRepeated && (
        <Button size={48} tabIndex={-1} onClick={() => take('everywhere')}>
          {t('import.everywhere')}
        </Button>
      )}
    </span>
  )
}

/** Words of the screen's language, and what the table would say for them. */
function useMeanings({ field }: ImportFinding): ReadonlyMap<string, string> {
  const names = useNames()
  if (field === 'material')
    return new Map(MATERIALS.map((one) => [names.material(one).toLowerCase(), one]))
  if (field === 'tubeType')
    return new Map(TUBE_TYPES.map((one) => [names.tubeType(one).toLowerCase(), one]))
  return NOTHING
}

const NOTHING: ReadonlyMap<string, string> = new Map()
