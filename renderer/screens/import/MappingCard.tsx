import { IconListCheck } from '@tabler/icons-react'
import { type DateForm, IMPORT_FIELDS, type ImportField } from '#shared/contract/imports.ts'
import { groupHeader } from '#shared/domain/imports/header.ts'
import { TUBE_TYPES, type TubeType } from '#shared/domain/words.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Select } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { StudyField } from '../study/StudyField.tsx'
import { nameOfColumn } from './columns.ts'
import styles from './import.module.css'
import type { ImportStep, ImportWork } from './use-import.ts'

type OpenStep = Extract<ImportStep, { preview: unknown }>

interface PartProps {
  step: OpenStep
  work: ImportWork
  isBusy: boolean
}

/** Which column is what. The guess is a beginning; a person has the last word. */
export function MappingCard({ step, work }: Omit<PartProps, 'isBusy'>) {
  const t = useT()
  const { mapping } = work
  const isBusy = step.at === 'checking' || step.at === 'running'
  const isReady =
    (['code', 'material'] as const).every((field) => mapping.columns[field] !== undefined) &&
    mapping.study !== null &&
    !needsDateForm(step, work)
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
        <ColumnFields step={step} work={work} isBusy={isBusy} />
        {mapping.columns.donor !== undefined && (
          <p className={styles.leftOut}>{t('import.donorsHint')}</p>
        )}
        <LeftOut step={step} work={work} />
      </div>
    </Card>
  )
}

function TubeField({ work: { mapping, setMapping }, isBusy }: Omit<PartProps, 'step'>) {
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

function ColumnFields({ step, work, isBusy }: PartProps) {
  const t = useT()
  const { mapping, setMapping } = work
  const { preview } = step
  const isOut = new Set(preview.personal)
  const options = [
    { value: NONE, label: t('import.noColumn') },
    ...preview.columns.flatMap((_, i) =>
      isOut.has(i) ? [] : [{ value: String(i), label: nameOfColumn(t, preview, i) }],
    ),
  ]
  const set = (field: ImportField, value: string) => {
    const { [field]: _, ...others } = mapping.columns
    const columns = value === NONE ? others : { ...others, [field]: Number(value) }
    // The form of the days is one of their column.
    const { dateForm: _form, ...rest } = mapping
    setMapping(field === 'collectedAt' ? { ...rest, columns } : { ...mapping, columns })
  }
  const one = (field: ImportField) => {
    const column = mapping.columns[field]
    const isNeeded = field === 'code' || field === 'material'
    return (
      <div key={field} className={styles.form}>
        <Select
          label={t(`import.field.${field}`)}
          value={column === undefined ? NONE : String(column)}
          disabled={isBusy}
          options={options}
          searchable
          onChange={(value) => set(field, value)}
          error={isNeeded && column === undefined ? t('import.needed') : undefined}
        />
        {field === 'collectedAt' && <DateFormField step={step} work={work} isBusy={isBusy} />}
      </div>
    )
  }
  const rare = IMPORT_FIELDS.filter((field) => RARE.has(field))
  return (
    <>
      {IMPORT_FIELDS.filter((field) => !RARE.has(field)).map(one)}
      <details
        className={styles.more}
        open={rare.some((field) => mapping.columns[field] !== undefined)}
      >
        <summary>{t('import.moreFields')}</summary>
        {rare.map(one)}
      </details>
    </>
  )
}

/** What few tables have. */
const RARE: ReadonlySet<ImportField> = new Set(['study', 'row', 'column', 'label', 'count'])

/** The forms in which the days of the chosen column may be written. */
function datesOf({ preview }: OpenStep, { mapping }: ImportWork) {
  const column = mapping.columns.collectedAt
  return column === undefined ? undefined : preview.dates[column]
}

function needsDateForm(step: OpenStep, work: ImportWork): boolean {
  const dates = datesOf(step, work)
  return dates !== undefined && dates.forms.length > 1 && work.mapping.dateForm === undefined
}

/** Shown where days are written otherwise than 2025-12-31: what was found, or the question that is left. */
function DateFormField({ step, work, isBusy }: PartProps) {
  const t = useT()
  const { mapping, setMapping } = work
  const dates = datesOf(step, work)
  if (!dates || dates.forms.join() === 'iso') return null
  const certain = dates.forms.length === 1 ? dates.forms[0]! : null
  const offered: readonly DateForm[] = certain === 'excel' ? ['excel', 'excel1904'] : dates.forms
  return (
    <Select<DateForm>
      label={t('import.dateForm')}
      hint={t('import.dateFormHint', { sample: dates.sample })}
      value={mapping.dateForm ?? certain}
      disabled={isBusy}
      options={offered.map((value) => ({ value, label: t(`import.dateForm.${value}`) }))}
      placeholder={t('import.dateFormChoose')}
      onChange={(dateForm) => setMapping({ ...mapping, dateForm })}
      error={needsDateForm(step, work) ? t('import.dateFormNeeded') : undefined}
    />
  )
}

/** What stays out, and why where there is a reason to know. IMP-7, IMP-12 */
function LeftOut({ step: { preview }, work }: Omit<PartProps, 'isBusy'>) {
  const t = useT()
  const used = new Set(Object.values(work.mapping.columns))
  const isPersonal = new Set(preview.personal)
  const left = [...preview.columns.keys()].filter((i) => !used.has(i))
  const personal = left.filter((i) => isPersonal.has(i))
  const thaws = preview.thaws.filter((i) => !used.has(i))
  const others = left.filter((i) => !isPersonal.has(i) && !thaws.includes(i))
  return (
    <>
      {personal.length > 0 && (
        <div className={styles.leftOut}>
          <strong>{t('import.personal', { count: personal.length })}</strong>
          <p>{personal.map((i) => nameOfColumn(t, preview, i)).join(', ')}</p>
        </div>
      )}
      {thaws.length > 0 && (
        <div className={styles.leftOut}>
          <strong>{t('import.thaws')}</strong>
          <p>{thaws.map((i) => nameOfColumn(t, preview, i)).join(', ')}</p>
        </div>
      )}
      {others.length > 0 && (
        <div className={styles.leftOut}>
          <strong>{t('import.leftOut', { count: others.length })}</strong>
          <p>{inGroups(others.map((i) => nameOfColumn(t, preview, i)))}</p>
        </div>
      )}
    </>
  )
}

/** Columns of one group stand together: `Sample Quality (Fasting, Documentation)`, `Biohazard × 2`. */
const inGroups = (names: readonly string[]): string =>
  groupHeader(names)
    .map(({ base, fields, times }) => {
      const inner = fields.length > 0 ? ` (${fields.join(', ')})` : ''
      return `${base}${inner}${times > 1 ? ` × ${times}` : ''}`
    })
    .join(', ')
