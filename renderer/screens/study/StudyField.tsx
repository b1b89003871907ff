import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AddStudy } from './AddStudy.tsx'
import styles from './StudyField.module.css'

export interface StudyFieldProps {
  value: string | null
  onChange: (study: string) => void
}

/** One of the site's studies, with the way to a new one. The only study there is needs no choice. */
export function StudyField({ value, onChange }: StudyFieldProps) {
  const t = useT()
  const { data: studies } = useLive(['studies'], () => client.query.studies())
  const [isNew, setNew] = useState(false)
  const only = studies?.length === 1 ? studies[0]?.study : undefined
  useEffect(() => {
    if (value === null && only !== undefined) onChange(only)
  }, [value, only, onChange])
  const isKnown = studies?.some(({ study }) => study === value) ?? false
  return (
    <div className={styles.field}>
      <Select
        label={t('study.label')}
        value={isKnown ? value : null}
        onChange={onChange}
        options={(studies ?? []).map(({ study, code, name }) => ({
          value: study,
          label: `${code} - ${name}`,
        }))}
        placeholder={studies?.length === 0 ? t('study.none') : t('study.choose')}
      />
      <Button icon={IconPlus} onClick={() => setNew(true)}>
        {t('study.new')}
      </Button>
      {isNew && <AddStudy onClose={() => setNew(false)} onMade={({ study }) => onChange(study)} />}
    </div>
  )
}
