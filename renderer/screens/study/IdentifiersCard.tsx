import { IconBarcode, IconCircleCheck, IconHandStop, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { StudyPlanView } from '#shared/contract/studies.ts'
import { type Trial, tryCode } from '#shared/domain/study/identifiers.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { TextField } from '../../components/fields.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { IdentifiersDialog } from './IdentifiersDialog.tsx'
import { exampleOf, sayCheck } from './say-study.ts'
import styles from './study.module.css'

type Identifiers = StudyPlanView['identifiers'][number]

export interface IdentifiersCardProps {
  plan: StudyPlanView
  mayChange: boolean
  tried: string
  onTry: (code: string) => void
}

/** How the codes of a study look, and whether one that is at hand fits. */
export function IdentifiersCard({ plan, mayChange, tried, onTry }: IdentifiersCardProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const { identifiers } = plan
  const forms = identifiers.flatMap(({ forms, check }) => forms.map((form) => ({ form, check })))
  return (
    <Card
      title={t('studies.codes')}
      foot={
        mayChange && (
          <Button icon={IconPencil} onClick={() => setOpen(true)}>
            {t('studies.changeCodes')}
          </Button>
        )
      }
    >
      {identifiers.length > 1 && (
        <CardInset>
          <Banner tone="caution">{t('studies.codesApart')}</Banner>
        </CardInset>
      )}
      {forms.map(({ form, check }) => (
        <FormRow key={`${form} ${check}`} form={form} check={check} />
      ))}
      {forms.length === 0 && <AnyCode identifiers={identifiers} />}
      <div className={styles.trial}>
        <TextField
          label={t('studies.try')}
          hint={t('studies.tryHint')}
          code
          value={tried}
          onChange={onTry}
        />
        {tried !== '' && <TrialLine identifiers={identifiers} code={tried} />}
      </div>
      {isOpen && <IdentifiersDialog plan={plan} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function FormRow({ form, check }: { form: string; check: Identifiers['check'] }) {
  const intl = useIntl()
  const sentence = useSentence()
  const example = exampleOf(form, check)
  return (
    <CardRow
      icon={<Icon of={IconBarcode} size={26} />}
      title={<Code breaks>{form}</Code>}
      sub={
        <>
          {sayCheck(intl, check)}
          {example !== undefined && <> · {sentence('studies.example', { code: example }).shown}</>}
        </>
      }
    />
  )
}

function AnyCode({ identifiers }: { identifiers: readonly Identifiers[] }) {
  const intl = useIntl()
  const t = useT()
  const checks = identifiers.filter(({ check }) => check !== 'none')
  return (
    <CardRow
      icon={<Icon of={IconBarcode} size={26} />}
      title={t('studies.anyCode')}
      sub={checks.map(({ check }) => sayCheck(intl, check)).join(', ') || t('studies.anyCodeHint')}
    />
  )
}

/** Against what fits the best, where two benches set the codes apart. */
function TrialLine({ identifiers, code }: { identifiers: readonly Identifiers[]; code: string }) {
  const trials = identifiers.map((one) => tryCode(one, code))
  const order = ['fits', 'check-digit', 'other-form'] as const
  const best = order
    .map((type) => trials.find((trial) => trial.type === type))
    .find((trial) => trial !== undefined) ?? { type: 'fits' as const }
  return (
    <div className={best.type === 'fits' ? styles.fits : styles.misfits} role="status">
      <Icon of={best.type === 'fits' ? IconCircleCheck : IconHandStop} size={26} />
      <div>
        <Marked code={code} trial={best} />
        <p>{useSayTrial(best, code)}</p>
      </div>
    </div>
  )
}

/** The code with the sign that is wrong set apart. */
function Marked({ code, trial }: { code: string; trial: Trial }) {
  if (trial.type !== 'other-form' || trial.index >= code.length) return <Code breaks>{code}</Code>
  const { index } = trial
  return (
    <Code breaks>
      {code.slice(0, index)}
      <mark className={styles.wrong}>{code.charAt(index)}</mark>
      {code.slice(index + 1)}
    </Code>
  )
}

function useSayTrial(trial: Trial, code: string) {
  const sentence = useSentence()
  switch (trial.type) {
    case 'fits':
      return sentence('studies.fits').shown
    case 'check-digit':
      return trial.expected === null
        ? sentence('studies.nothingToCheck').shown
        : sentence('studies.wrongCheck', { expected: trial.expected }).shown
    case 'other-form': {
      const { form, index } = trial
      if (index >= code.length) return sentence('studies.tooShort', { form }).shown
      const wanted = form.charAt(index)
      if (index >= form.length) return sentence('studies.tooLong', { form }).shown
      return sentence(
        'studies.wrongSign',
        { form, wanted, sign: code.charAt(index) },
        { place: index + 1 },
      ).shown
    }
  }
}
