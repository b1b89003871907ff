import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../components/Dialog.tsx'
import { Icon } from '../components/Icon.tsx'
import { useT } from '../i18n/use-t.ts'
import { pathOf } from './go.ts'
import { HELP_KEY, PALETTE_KEY, useShortcut } from './keys.ts'
import { type Entry, matching } from './matching.ts'
import styles from './Palette.module.css'
import { closePalette, openPalette, usePaletteOpen } from './palette.ts'
import { usePaletteEntries } from './palette-entries.ts'
import { router } from './router.tsx'
import { useCloseOnScan } from './scanner.ts'

/** Ctrl+K: every place and act by its name. F1 opens the help wherever one is. */
export function Palette() {
  useShortcut(PALETTE_KEY, openPalette)
  useShortcut(HELP_KEY, () => void router.navigate({ to: pathOf('help') }))
  return usePaletteOpen() && <OpenPalette />
}

function OpenPalette() {
  const t = useT()
  const entries = usePaletteEntries()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useCloseOnScan(closePalette)
  const found = useMemo(() => matching(entries, text), [entries, text])
  const chosen = Math.min(at, found.length - 1)

  function run(entry: Entry | undefined): void {
    if (entry === undefined) return
    closePalette()
    entry.run()
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((chosen + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter') {
      run(found[chosen])
    }
  }

  return (
    <Dialog open onClose={closePalette} question={t('palette.question')} dismissable ways={null}>
      <input
        ref={field}
        className={styles.field}
        role="combobox"
        aria-label={t('palette.question')}
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] && `palette-${found[chosen].id}`}
        placeholder={t('palette.hint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id="palette-list"
        role="listbox"
        tabIndex={-1}
        aria-label={t('palette.list')}
        className={styles.list}
      >
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that has the focus
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.entry}
            onClick={() => run(entry)}
          >
            <Icon of={entry.icon} size={24} />
            <span>{entry.label}</span>
          </div>
        ))}
        {found.length === 0 && <p className={styles.none}>{t('palette.none')}</p>}
      </div>
    </Dialog>
  )
}
