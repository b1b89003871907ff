import { useEffect, useState } from 'react'
import type { LearnProposal } from '#shared/scan/rack/learn.ts'
import type { CellMeaning } from '#shared/scan/rack/words.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { rackFaultValues } from '../../app/rack-file.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { type Say, useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import styles from './devices.module.css'
import { answersOf, type LayoutAnswers, layoutOf, layoutToTry, openWords } from './layout-draft.ts'
import { SampleTable } from './SampleTable.tsx'
import type { Sample } from './sample.ts'
import { sayRackSettingFault, sayRead } from './say-rack.ts'
import { showRacks } from './use-racks.ts'

const MEANINGS: readonly CellMeaning[] = ['no-tube', 'no-read', 'code']
const NO_RACK = 'none'
const MOST_PROPOSALS = 6

/** In which ways a sample can be read, beside the sample itself: a person chooses, answers and names. */
export function LearnView({ sample, onDone }: { sample: Sample; onDone: () => void }) {
  const t = useT()
  const [chosen, setChosen] = useState(0)
  const proposal = sample.proposals[chosen]!
  const [answers, setAnswers] = useState(() => answersOf(proposal))
  const [id] = useState(newId)
  const [fault, setFault] = useState<string>()
  const layout = layoutOf(proposal, answers)
  const choose = (at: number) => {
    setChosen(at)
    setAnswers({ ...answersOf(sample.proposals[at]!), name: answers.name })
  }
  const save = async () => {
    if (!layout) return
    const answer = await client.racks.saveLayout({ id, layout })
    playTone(answer.ok ? 'success' : 'warning')
    if (!answer.ok) return setFault(sayRackSettingFault(t, answer.error))
    showRacks(answer)
    onDone()
  }
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <Card title={t('racks.ways', { file: sample.file })} padded>
          <div className={styles.lines}>
            {sample.proposals.slice(0, MOST_PROPOSALS).map((one, at) => (
              <CheckField
                key={keyOf(one)}
                group="proposal"
                checked={at === chosen}
                onChange={() => choose(at)}
                label={wayOf(t, one)}
                note={t('racks.evidence', {
                  position: one.position[0]?.examples.join(', ') ?? '',
                  code: one.code.examples.join(', '),
                  lines: one.lines,
                })}
              />
            ))}
          </div>
        </Card>
        <Questions proposal={proposal} answers={answers} onAnswer={setAnswers} />
      </div>
      <div className={styles.column}>
        <Card title={t('racks.sample')}>
          <SampleTable text={sample.text} proposal={proposal} answers={answers} />
        </Card>
        <Card title={t('racks.asRead')} padded>
          <div className={styles.lines}>
            <AsRead sample={sample} proposal={proposal} answers={answers} />
            <TextField
              label={t('racks.layoutName')}
              hint={t('racks.layoutNameHint')}
              value={answers.name}
              onChange={(name) => setAnswers({ ...answers, name })}
              required
            />
            {fault && <Banner tone="stop">{fault}</Banner>}
            <div className={styles.choice}>
              <Button onClick={onDone}>{t('common.cancel')}</Button>
              <Button kind="ember" disabled={layout === null} onClick={() => void save()}>
                {t('racks.saveLayout')}
              </Button>
            </div>
          </div>
        </Card>
      </div>
    </div>
  )
}

const keyOf = ({ layout }: LearnProposal): string =>
  JSON.stringify([layout.delimiter, layout.position, layout.code])

/** The columns of a proposal, by the names in the file where it has some. */
function wayOf(t: Say, { position, code }: LearnProposal): string {
  const nameOf = (name: string | null, column: number) =>
    name ?? t('racks.column', { n: column + 1 })
  return t('racks.way', {
    position: position.map(({ name, column }) => nameOf(name, column)).join(' + '),
    code: nameOf(code.name, code.column),
  })
}

interface PartProps {
  proposal: LearnProposal
  answers: LayoutAnswers
}

function Questions({
  proposal,
  answers,
  onAnswer,
}: PartProps & { onAnswer: (answers: LayoutAnswers) => void }) {
  const t = useT()
  const { words, racks } = proposal
  if (words.length === 0 && racks.length === 0) return null
  return (
    <Card title={t('racks.questions')} padded>
      <div className={styles.lines}>
        {racks.length > 0 && (
          <Select
            label={t('racks.whereRack')}
            value={answers.rack === null ? NO_RACK : String(answers.rack)}
            options={[
              ...racks.map(({ name, value }, at) => ({
                value: String(at),
                label: name === null ? value : `${name} ${value}`,
              })),
              { value: NO_RACK, label: t('racks.noRack') },
            ]}
            onChange={(at) => onAnswer({ ...answers, rack: at === NO_RACK ? null : Number(at) })}
          />
        )}
        {words.map(({ word, count }) => (
          <Select
            key={word}
            label={
              word === ''
                ? t('racks.nothingMeans', { count })
                : t('racks.wordMeans', { word, count })
            }
            value={answers.meanings[word] ?? null}
            placeholder={t('racks.chooseMeaning')}
            options={MEANINGS.map((value) => ({ value, label: t(`racks.meaning.${value}`) }))}
            onChange={(meaning) =>
              onAnswer({ ...answers, meanings: { ...answers.meanings, [word]: meaning } })
            }
          />
        ))}
      </div>
    </Card>
  )
}

/** The whole sample by the layout as it stands, before it is kept. */
function AsRead({ sample, proposal, answers }: PartProps & { sample: Sample }) {
  const t = useT()
  const [said, setSaid] = useState<{ readonly isGood: boolean; readonly words: string }>()
  const open = openWords(proposal, answers).length
  const layout = JSON.stringify(layoutToTry(proposal, { ...answers, name: '' }))
  useEffect(() => {
    let isWanted = true
    if (layout === 'null') return
    const ask = async () => {
      const { base64 } = sample
      const read = await client.racks.tryLayout({ base64, layout: JSON.parse(layout) })
      if (!isWanted) return
      if (read === null) setSaid({ isGood: false, words: t('racks.notOfLayout') })
      else if (read.ok) setSaid({ isGood: true, words: sayRead(t, read.value) })
      else {
        const { error } = read
        setSaid({
          isGood: false,
          words: t(`processing.fault.${error.type}`, rackFaultValues(error)),
        })
      }
    }
    void ask()
    return () => {
      isWanted = false
    }
  }, [layout, sample, t])
  if (open > 0) return <Banner tone="caution">{t('racks.wordsOpen', { count: open })}</Banner>
  return said && <Banner tone={said.isGood ? 'note' : 'caution'}>{said.words}</Banner>
}
