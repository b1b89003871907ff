import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './study.module.css'

export interface RowActsProps {
  /** What the row is called, so that each button says whose it is. */
  label: string
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onEdit?: () => void
  onRemove: () => void
  mayRemove?: boolean
}

/** What can be done with one of several rows whose order counts: every step by a button. */
export function RowActs(props: RowActsProps) {
  const { label, isFirst, isLast, onMove, onEdit, onRemove, mayRemove = true } = props
  const t = useT()
  return (
    <div className={styles.acts}>
      <Button
        size={48}
        aria-label={t('fields.upOne', { label })}
        icon={IconArrowUp}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        {t('fields.up')}
      </Button>
      <Button
        size={48}
        aria-label={t('fields.downOne', { label })}
        icon={IconArrowDown}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        {t('fields.down')}
      </Button>
      {onEdit && (
        <Button
          size={48}
          aria-label={t('fields.editOne', { label })}
          icon={IconPencil}
          onClick={onEdit}
        >
          {t('fields.edit')}
        </Button>
      )}
      <Button
        size={48}
        aria-label={t('fields.removeOne', { label })}
        icon={IconTrash}
        disabled={!mayRemove}
        onClick={onRemove}
      >
        {t('fields.remove')}
      </Button>
    </div>
  )
}
