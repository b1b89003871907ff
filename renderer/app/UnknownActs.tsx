import { useEffect } from 'react'
import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { Code } from '../components/Code.tsx'
import { useSentence } from '../i18n/use-sentence.tsx'
import { useT } from '../i18n/use-t.ts'
import { useBench } from './bench.tsx'
import { say } from './notice.ts'
import { codesOf, type LearntAct, putAway, useLearnt } from './unknown.ts'

/** Which acts nobody can say yet whether they are saved, and what was learnt of them since. */
export function UnknownActs() {
  const { unknown } = useBench().keeping
  const learnt = useLearnt()
  return (
    <>
      {unknown.length > 0 && <NotKnownYet commands={unknown} />}
      {learnt.map((act) =>
        act.saved ? (
          <Saved key={act.command} act={act} />
        ) : (
          <NotSaved key={act.command} act={act} />
        ),
      )}
    </>
  )
}

/** Names the tubes where this page knows all of them, and counts the acts where it does not. */
function NotKnownYet({ commands }: { commands: readonly string[] }) {
  const t = useT()
  const codes = codesOf(commands)
  const isNamed = codes.length > 0 && codes.length === commands.length
  return (
    <Banner tone="unknown">
      {isNamed ? (
        <>
          {t('unknown.these')} <Codes codes={codes} />
          {'. '}
          {t('unknown.stripDo')}
        </>
      ) : (
        t('unknown.count', { count: commands.length })
      )}
    </Banner>
  )
}

const Codes = ({ codes }: { codes: readonly string[] }) =>
  codes.map((code, n) => (
    <span key={code}>
      {n > 0 && ', '}
      <Code>{code}</Code>
    </span>
  ))

/** Good news has no need of a click: it is a result like any other. */
function Saved({ act: { command, code } }: { act: LearntAct }) {
  const sentence = useSentence()
  useEffect(() => {
    say(
      (code === undefined ? sentence('unknown.savedOne') : sentence('unknown.saved', { code }))
        .shown,
    )
    putAway(command)
  }, [command, code, sentence])
  return null
}

/** Stays until a person has seen it: the act has to be done again. */
function NotSaved({ act: { command, code } }: { act: LearntAct }) {
  const t = useT()
  const sentence = useSentence()
  return (
    <Banner
      tone="stop"
      action={
        <Button size={48} onClick={() => putAway(command)}>
          {t('common.dismiss')}
        </Button>
      }
    >
      {code === undefined
        ? t('unknown.notSavedOne')
        : sentence('unknown.notSavedDo', { code }).shown}
    </Banner>
  )
}
