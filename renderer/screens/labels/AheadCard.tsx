import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { MOST_LABELS } from '#shared/contract/labels.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { TextField } from '../../components/fields.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'
import { type PrintAhead, unlabelled } from './use-print-ahead.ts'

interface AheadCardProps {
  ahead: PrintAhead
}

/** Blank tubes: the labels of those to come are printed first, and which were printed for what stands here. LAB-10 */
export function AheadCard({ ahead }: AheadCardProps) {
  const t = useT()
  const { view, print, again } = ahead
  const [count, setCount] = useState('10')
  if (!view) return null
  const { codes, wanted, name, form } = view
  const unused = codes.filter(({ isUsed }) => !isUsed)
  const n = wanted === null ? Number(count) : unlabelled(view)
  const isCount = Number.isInteger(n) && n >= 1 && n <= MOST_LABELS
  const acts = form !== null && (
    <div className={styles.aheadActs}>
      {wanted === null && (
        <TextField
          label={t('labels.ahead.howMany')}
          type="number"
          value={count}
          onChange={setCount}
        />
      )}
      {(wanted === null || n > 0) && (
        <Button
          size={48}
          icon={IconPrinter}
          disabled={!isCount}
          onClick={() => void print(wanted === null ? n : undefined)}
        >
          {t('labels.ahead.print', { count: isCount ? n : 0 })}
        </Button>
      )}
      {unused.length > 0 && (
        <Button size={48} icon={IconPrinter} onClick={() => void again()}>
          {t('labels.ahead.again', { count: unused.length })}
        </Button>
      )}
    </div>
  )
  return (
    <Card
      title={codes.length > 0 ? t('labels.ahead.printed', { name }) : t('labels.ahead.count')}
      // Where the number is known there is only a button to it, and beside a box every line counts.
      aside={wanted !== null && acts}
      padded={wanted === null || codes.length > 0 || form === null}
      className={styles.ahead}
    >
      {form === null && <p className={styles.quiet}>{t('labels.ahead.noForm')}</p>}
      {codes.length > 0 && (
        <ul className={styles.aheadCodes}>
          {codes.map(({ code, isUsed }) => (
            <li key={code}>
              <Glyph state={isUsed ? 'stored' : 'empty'} size={20} />
              <Code>{code}</Code>
              <span className={styles.quiet}>
                {t(isUsed ? 'labels.ahead.used' : 'labels.ahead.unused')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {wanted === null && acts}
    </Card>
  )
}
