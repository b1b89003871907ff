import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { codeForm } from '#shared/domain/directory/facts.ts'
import type { Issuer } from '#shared/domain/directory/issuers.ts'
import { CHECK_DIGITS, type CheckDigit } from '#shared/domain/study/facts.ts'
import { isCheckable } from '#shared/domain/study/identifiers.ts'
import { newId } from '../../app/new-id.ts'
import { BY_CLICK } from '../../app/via.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FormRefusal } from '../lookup/FormRefusal.tsx'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import { useCreate } from '../lookup/use-create.ts'
import { sayCheck } from './say-study.ts'
import styles from './study.module.css'

interface Line {
  readonly id: string
  readonly name: string
  /** As it is written: several with commas between. */
  readonly forms: string
  readonly check: CheckDigit
}

const blank = (): Line => ({ id: newId(), name: '', forms: '', check: 'none' })

const lineOf = ({ name, forms, check }: Issuer): Line => ({
  ...{ id: newId(), name, check },
  forms: forms.join(', '),
})

/** Sets whose codes come here on tubes, beside this site's own. DIR-7 */
export function IssuersDialog({
  issuers,
  onClose,
}: {
  issuers: readonly Issuer[]
  onClose: () => void
}) {
  const t = useT()
  const [lines, setLines] = useState<readonly Line[]>(() =>
    issuers.length === 0 ? [blank()] : issuers.map(lineOf),
  )
  const { create, refused, isBusy } = useCreate()
  const unused = useAnswerScan()
  const written = lines.filter(({ name, forms }) => name.trim() !== '' || forms.trim() !== '')
  const isWhole = written.every((line) => line.name.trim() !== '' && faultOf(line) === null)
  const change = (line: Line) => setLines(lines.map((one) => (one.id === line.id ? line : one)))
  async function save(): Promise<void> {
    const given = written.map(({ name, check, ...line }) => {
      return { name: name.trim(), forms: formsIn(line.forms), check }
    })
    const saved = await create(
      (how) => ({ type: 'setIssuers', ...how, issuers: given }),
      BY_CLICK,
      t('issuers.title'),
    )
    if (saved) onClose()
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      question={t('issuers.question')}
      ways={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="ember" disabled={!isWhole || isBusy} onClick={() => void save()}>
            {t('issuers.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('issuers.hint')}</p>
        {lines.map((line, i) => (
          <IssuerFields
            key={line.id}
            n={i + 1}
            line={line}
            onChange={change}
            onRemove={() => setLines(lines.filter(({ id }) => id !== line.id))}
          />
        ))}
        {lines.length < 60 && (
          <Button icon={IconPlus} onClick={() => setLines([...lines, blank()])}>
            {t('issuers.add')}
          </Button>
        )}
        <FormRefusal refused={refused} />
        {unused && <Banner tone="caution">{unused}</Banner>}
      </div>
    </Dialog>
  )
}

const formsIn = (written: string): string[] => [
  ...new Set(
    written
      .split(',')
      .map((form) => form.trim())
      .filter((form) => form !== ''),
  ),
]

/** Why no code could be of this issuer: a form that is none, or one that the check could check nothing of. */
function faultOf({ forms, check }: Line): 'studies.badForm' | 'studies.uncheckable' | null {
  const all = formsIn(forms)
  if (all.length === 0 || all.some((form) => !codeForm.safeParse(form).success))
    return 'studies.badForm'
  return all.every((form) => isCheckable(form, check)) ? null : 'studies.uncheckable'
}

interface IssuerProps {
  n: number
  line: Line
  onChange: (line: Line) => void
  onRemove: () => void
}

function IssuerFields({ n, line, onChange, onRemove }: IssuerProps) {
  const intl = useIntl()
  const t = useT()
  const fault = line.forms.trim() === '' ? null : faultOf(line)
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <div className={styles.grows}>
          <TextField
            label={t('issuers.name', { n })}
            value={line.name}
            onChange={(name) => onChange({ ...line, name: name.slice(0, 80) })}
          />
        </div>
        <Button icon={IconTrash} aria-label={t('issuers.remove', { n })} onClick={onRemove}>
          {t('studies.remove')}
        </Button>
      </div>
      <div className={styles.pairs}>
        <TextField
          label={t('issuers.form')}
          hint={t('issuers.formHint')}
          code
          value={line.forms}
          onChange={(forms) => onChange({ ...line, forms: forms.slice(0, 600) })}
          error={fault === null ? undefined : t(fault)}
        />
        <Select
          label={t('studies.checkLabel')}
          value={line.check}
          onChange={(check) => onChange({ ...line, check })}
          options={CHECK_DIGITS.map((one) => ({ value: one, label: sayCheck(intl, one) }))}
        />
      </div>
    </div>
  )
}
