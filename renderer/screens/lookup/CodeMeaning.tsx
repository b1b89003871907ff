import { FormattedMessage, useIntl } from 'react-intl'
import { readCode } from '#shared/scan/identity/identity.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './lookup.module.css'
import { type FactName, factsOfMeaning, type MeaningFact } from './meaning-facts.ts'

/** What a code says of itself, in words beside it: parts of GS1 and ISBT 128, and what is doubtful. Nothing for plain codes. */
export function CodeMeaning({ code }: { code: string }) {
  const t = useT()
  const { meaning, isMixed } = readCode(code)
  const facts = factsOfMeaning(meaning, new Date().getFullYear())
  const doubts = [
    ...(meaning.kind === 'gs1' && !meaning.isSure ? [t('meaning.unsure')] : []),
    ...(meaning.kind === 'broken' ? [brokenWords(t, meaning.of)] : []),
    ...(isMixed ? [t('meaning.mixed')] : []),
  ]
  if (facts.length === 0 && doubts.length === 0) return null
  return (
    <section className={styles.meaning} aria-label={t('meaning.label')}>
      {facts.length > 0 && (
        <>
          <span className={styles.standard}>
            {meaning.kind === 'gs1' ? t('meaning.gs1') : t('meaning.isbt128')}
          </span>
          <dl className={styles.parts}>
            {facts.map((fact) => (
              <Part key={`${fact.name} ${fact.value}`} fact={fact} />
            ))}
          </dl>
        </>
      )}
      {doubts.map((doubt) => (
        <p key={doubt} className={styles.doubt}>
          {doubt}
        </p>
      ))}
    </section>
  )
}

type Words = ReturnType<typeof useT>

const brokenWords = (t: Words, of: 'gs1' | 'isbt128'): string =>
  of === 'gs1' ? t('meaning.brokenGs1') : t('meaning.brokenIsbt128')

function Part({ fact: { name, value, isDay } }: { fact: MeaningFact }) {
  const t = useT()
  const intl = useIntl()
  return (
    <div>
      <dt>{partWords(t)[name]}</dt>
      <dd>
        {isDay ? (
          intl.formatDate(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
        ) : (
          <Code breaks>{value}</Code>
        )}
      </dd>
    </div>
  )
}

const partWords = (t: Words): Readonly<Record<FactName, string>> => ({
  product: t('meaning.product'),
  serial: t('meaning.serial'),
  batch: t('meaning.batch'),
  expiry: t('meaning.expiry'),
  produced: t('meaning.produced'),
  collected: t('meaning.collected'),
  date: t('meaning.date'),
  unit: t('meaning.unit'),
  asset: t('meaning.asset'),
  document: t('meaning.document'),
  person: t('meaning.person'),
  place: t('meaning.place'),
  facility: t('meaning.facility'),
  donation: t('meaning.donation'),
  bloodGroup: t('meaning.bloodGroup'),
  other: t('meaning.other'),
})

/** IDY-5: an unknown code that a person would take for one in use. */
export function LooksLike({ code }: { code: string }) {
  const { data = [], isFormer } = useLive(['alike', code], () => client.scan.alike({ code }))
  if (isFormer || data.length === 0) return null
  return (
    <p className={styles.doubt} role="status">
      <FormattedMessage
        id="meaning.alike"
        values={{ codes: <Code breaks>{data.slice(0, 3).join(', ')}</Code> }}
      />
    </p>
  )
}
