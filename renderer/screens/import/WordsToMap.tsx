import type { ImportCheck, ImportPreview, ImportWord } from '#shared/contract/imports.ts'
import { MATERIALS, TUBE_TYPES } from '#shared/domain/words.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Select } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { shortNameOfColumn } from './columns.ts'
import styles from './import.module.css'
import type { ImportWork } from './use-import.ts'

interface WordsToMapProps {
  preview: ImportPreview
  check: ImportCheck
  work: ImportWork
}

/** So many at once; the next come up as these are done. */
const SHOWN = 6

/** Words that nobody knows: what each means is said once, for all the rows that have it. */
export function WordsToMap({ preview, check, work }: WordsToMapProps) {
  const t = useT()
  // A box has a code of its own in nearly every row; it is mended in its cell.
  const words = check.words.filter(({ field }) => field !== 'box').slice(0, SHOWN)
  if (words.length === 0) return null
  return (
    <div className={styles.words}>
      <h3 className={styles.wordsTitle}>{t('import.words')}</h3>
      {words.map((word) => (
        <Word key={`${word.field}/${word.value}`} word={word} preview={preview} work={work} />
      ))}
    </div>
  )
}

function Word({ word, preview, work }: { word: ImportWord } & Omit<WordsToMapProps, 'check'>) {
  const t = useT()
  const options = useMeanings(word.field)
  const column = work.mapping.columns[word.field]
  if (column === undefined) return null
  return (
    <div className={styles.word}>
      <span className={styles.wordText}>
        <code className={styles.value}>{word.value}</code>
        <span className={styles.why}>
          {t('import.wordRows', {
            count: word.rows,
            column: shortNameOfColumn(t, preview, column),
          })}
        </span>
      </span>
      <Select
        label={t('import.wordMeans', { word: word.value })}
        value={null}
        options={options}
        placeholder={t(`import.wordChoose.${word.field}`)}
        searchable
        onChange={(text) => work.repair({ type: 'everywhere', line: word.line, column, text })}
      />
    </div>
  )
}

/** What a word of a field can mean, as the table itself would say it. */
function useMeanings(field: ImportWord['field']): { value: string; label: string }[] {
  const names = useNames()
  const { data: studies } = useLive(['studies'], () => client.query.studies())
  switch (field) {
    case 'material':
      return MATERIALS.map((value) => ({ value, label: names.material(value) }))
    case 'tubeType':
      return TUBE_TYPES.map((value) => ({ value, label: names.tubeType(value) }))
    case 'study':
      return (studies ?? []).map(({ code, name }) => ({ value: code, label: `${code} - ${name}` }))
    case 'box':
      return []
  }
}
