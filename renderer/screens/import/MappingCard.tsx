import { IconListCheck } from '@tabler/icons-react'
import { IMPORT_FIELDS, type ImportField } from '#shared/contract/imports.ts'
import { TUBE_TYPES, type TubeType } from '#shared/domain/words.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Select } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { StudyField } from '../study/StudyField.tsx'
import styles from './import.module.css'
import type { ImportStep, ImportWork, OpenTable } from './use-import.ts'

interface MappingCardProps {
  table: OpenTable
  step: ImportStep
  work: ImportWork
}

/** Which column is what. The guess is a beginning; a person has the last word. */
export function MappingCard({ table, step, work }: MappingCardProps) {
  const t = useT()
  const { mapping } = work
  const missing = (['code', 'material'] as const).filter(
    (field) => mapping.columns[field] === undefined,
  )
  const isReady = missing.length === 0 && mapping.study !== null
  const isBusy = step.at === 'checking' || step.at === 'running'
  return (
    <Card
      title={t('import.mapping')}
      scrolls
      padded
      foot={
        <div className={styles.foot}>
          <Button onClick={work.startOver} disabled={isBusy}>
            {t('import.another')}
          </Button>
          {step.at !== 'checked' && step.at !== 'running' && (
            <Button
              kind="ember"
              icon={IconListCheck}
              disabled={!isReady || isBusy}
              onClick={work.check}
            >
              {step.at === 'checking' ? t('import.checking') : t('import.check')}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.form}>
        <StudyField
          value={mapping.study}
          onChange={(study) => work.setMapping({ ...mapping, study })}
        />
        <TubeField work={work} isBusy={isBusy} />
        <ColumnFields table={table} work={work} isBusy={isBusy} />
        {mapping.columns.donor !== undefined && (
          <p className={styles.leftOut}>{t('import.donorsHint')}</p>
        )}
        <LeftOut table={table} work={work} />
      </div>
    </Card>
  )
}

interface PartProps {
  work: ImportWork
  isBusy: boolean
}

function TubeField({ work: { mapping, setMapping }, isBusy }: PartProps) {
  const t = useT()
  const names = useNames()
  return (
    <Select<TubeType>
      label={t('import.tubeType')}
      value={mapping.tubeType}
      disabled={isBusy}
      options={TUBE_TYPES.map((value) => ({ value, label: names.tubeType(value) }))}
      onChange={(tubeType) => setMapping({ ...mapping, tubeType })}
    />
  )
}

const NONE = ''

function ColumnFields({ table, work, isBusy }: PartProps & { table: OpenTable }) {
  const t = useT()
  const { mapping, setMapping } = work
  const options = [
    { value: NONE, label: t('import.noColumn') },
    ...table.preview.columns.map((name, i) => ({ value: String(i), label: name })),
  ]
  const set = (field: ImportField, value: string) => {
    const { [field]: _, ...others } = mapping.columns
    const columns = value === NONE ? others : { ...others, [field]: Number(value) }
    setMapping({ ...mapping, columns })
  }
  return (
    <>
      {IMPORT_FIELDS.map((field) => {
        const column = mapping.columns[field]
        const isNeeded = field === 'code' || field === 'material'
        return (
          <Select
            key={field}
            label={t(`import.field.${field}`)}
            value={column === undefined ? NONE : String(column)}
            disabled={isBusy}
            options={options}
            searchable
            onChange={(value) => set(field, value)}
            error={isNeeded && column === undefined ? t('import.needed') : undefined}
          />
        )
      })}
    </>
  )
}

function LeftOut({ table, work }: { table: OpenTable; work: ImportWork }) {
  const t = useT()
  const used = new Set(Object.values(work.mapping.columns))
  const left = table.preview.columns.filter((_, i) => !used.has(i))
  if (left.length === 0) return null
  return (
    <div className={styles.leftOut}>
      <strong>{t('import.leftOut', { count: left.length })}</strong>
      <p>{left.join(', ')}</p>
    </div>
  )
}
