import { IconArrowLeft, IconCheck, IconFileUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { RackView } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { RackRead } from '#shared/scan/rack/read.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { rackFaultValues, readRackFile } from '../../app/rack-file.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { TypeCodeButton } from '../../app/TypeCode.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { cx } from '../../components/cx.ts'
import { FileDrop } from '../../components/FileDrop.tsx'
import { ScanDisplay } from '../../components/ScanDisplay.tsx'
import { heard } from '../../i18n/heard.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { inOne, useFinding } from '../batch/say-work.tsx'
import type { Work } from '../batch/use-work.ts'
import styles from './processing.module.css'
import { RackFindings } from './RackFindings.tsx'
import { RackMap } from './RackMap.tsx'

interface RackScreenProps {
  setup: SetupOf<'processing'>
  work: Work
  onClose: () => void
}

/**
 * Pre-printed tubes that stand in a rack: their parents are scanned in order, the rack's own scanner has read the
 * tubes, and what would come of it is shown before anything is written.
 */
export function RackScreen({ setup, work, onClose }: RackScreenProps) {
  const t = useT()
  const rack = useRack(setup, work, onClose)
  const { view, file } = rack
  const line = lineOf(rack)
  const sentence = useSentence()(`processing.rackLine.${line.is}`, line.codes, line.values)
  return (
    <div className={styles.rackScreen}>
      <ScanDisplay
        form="slim"
        status={t('processing.rack')}
        line={sentence.shown}
        announcement={heard(rack.said, sentence.spoken)}
        action={<TypeCodeButton short kind="panel" />}
      />
      {rack.said && <Banner tone="caution">{rack.said}</Banner>}
      <div className={styles.page}>
        <RackCard view={view} file={file} />
        <div className={styles.stack}>
          <ParentsCard rack={rack} perParent={setup.perParent} />
          <RackFindings view={view} file={file} perParent={setup.perParent} />
        </div>
      </div>
      <div className={styles.acts}>
        <Button size={64} icon={IconArrowLeft} onClick={onClose}>
          {t('processing.rackLeave')}
        </Button>
        <FileDrop
          form="card"
          label={t('processing.rackFile')}
          accept=".csv,.txt,.tsv,text/*"
          onFiles={rack.read}
        >
          {(choose) => (
            <Button
              size={64}
              kind={file ? 'outlined' : 'steel'}
              icon={IconFileUpload}
              onClick={choose}
            >
              {t('processing.rackFile')}
            </Button>
          )}
        </FileDrop>
        <Button
          size={64}
          kind="ember"
          icon={IconCheck}
          disabled={!view?.mayBind || rack.isBusy}
          onClick={() => void rack.bind()}
        >
          {t('processing.rackBind', { n: countOf(view) })}
        </Button>
      </div>
    </div>
  )
}

const countOf = (view: RackView | undefined): number =>
  view?.tubes.filter(({ code }) => code !== null).length ?? 0

interface Line {
  readonly is: 'parents' | 'more' | 'box' | 'look' | 'ready'
  readonly codes?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string | number>>
}

/** What is still wanted, one thing after the other. */
function lineOf({ parents, file, view }: Rack): Line {
  if (parents.length === 0) return { is: 'parents' }
  if (!file) return { is: 'more', values: { n: parents.length } }
  if (!view?.box) return { is: 'box' }
  if (!view.mayBind) return { is: 'look' }
  return { is: 'ready', codes: { box: view.box.code }, values: { n: countOf(view) } }
}

interface Rack {
  readonly parents: readonly string[]
  readonly file: RackRead | undefined
  readonly view: RackView | undefined
  /** What the last scan or file came to, where it did not do what it should. */
  readonly said: string | undefined
  readonly isBusy: boolean
  read(files: readonly File[]): void
  drop(code: string): void
  bind(): Promise<void>
}

function useRack(setup: SetupOf<'processing'>, work: Work, onClose: () => void): Rack {
  const t = useT()
  const intl = useIntl()
  const finding = useFinding()
  // Made with the screen: asked for twice, the rack is bound once.
  const [id] = useState(newId)
  const [parents, setParents] = useState<readonly string[]>([])
  const [file, setFile] = useState<RackRead>()
  const [box, setBox] = useState<string | null>(setup.box)
  const [said, say] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const asked = {
    parents: [...parents],
    rack: file?.rack ?? null,
    tubes: [...(file?.tubes ?? [])],
    box,
  }
  const { data } = useLive(['rack', asked], () => client.work.checkRack(asked))
  const view = data ?? undefined

  function warn(words: string): void {
    playTone('warning')
    say(words)
  }

  /** Looked up by itself: what stands in the way is said while the tube is in the hand. */
  async function add(code: string): Promise<void> {
    if (parents.includes(code)) return warn(inOne(finding('duplicate', code)).spoken)
    const one = { parents: [code], rack: null, tubes: [], box }
    const known = (await client.work.checkRack(one))?.parents[0]?.finding
    if (known !== null) return warn(inOne(finding(known ?? 'unknown', code)).spoken)
    playTone('success')
    setParents((former) => [...former, code])
  }

  useIdentitySink(async (identity, scan) => {
    say(undefined)
    if (identity.kind === 'container' && identity.containerKind === 'box') {
      playTone('success')
      return setBox(identity.container)
    }
    if (identity.kind === 'specimen' || identity.kind === 'unknown') return add(scan.text)
    const command = identity.kind === 'command' ? identity.command : undefined
    if (command === 'undo') return setParents((former) => former.slice(0, -1))
    if (command === 'cancel') return onClose()
    if (command === 'done') return view?.mayBind ? bind() : warn(t('work.rackNot'))
    warn(t('processing.rackNotHere', { code: scan.text }))
  })

  async function bind(): Promise<void> {
    if (isBusy) return
    setBusy(true)
    const outcome = await work.bindRack({ ...asked, id }).finally(() => setBusy(false))
    if (outcome.type === 'bound') return onClose()
    warn(outcome.type === 'refused' ? sayRefusalInOne(intl, outcome.refusal) : t('work.rackNot'))
  }

  return {
    ...{ parents, file, view, said, isBusy, bind },
    drop: (code) => setParents((former) => former.filter((one) => one !== code)),
    read(files) {
      say(undefined)
      const [chosen] = files
      if (!chosen) return
      void readRackFile(chosen).then((read) => {
        if (read.ok) setFile(read.value)
        else warn(t(`processing.fault.${read.error.type}`, rackFaultValues(read.error)))
      })
    },
  }
}

/** The parents in the order of their tubes, each with the number that stands on the map. */
function ParentsCard({ rack, perParent }: { rack: Rack; perParent: number }) {
  const t = useT()
  const { parents, view } = rack
  return (
    <Card
      title={t('processing.parents')}
      aside={t('processing.wanted', { n: parents.length * perParent })}
      scrolls
      className={styles.fill}
    >
      {parents.length === 0 && <p className={styles.none}>{t('processing.rackNoParents')}</p>}
      <ol className={styles.rackParents}>
        {parents.map((code, n) => (
          <li key={code}>
            <span className={cx(styles.number, n % 2 === 0 ? styles.odd : styles.even)}>
              {n + 1}
            </span>
            <span className={styles.rackParent}>
              <Code strong>{code}</Code>
              <span className={styles.quiet}>{rangeOf(view, code)}</span>
            </span>
            <Button
              size={48}
              icon={IconX}
              aria-label={t('processing.dropParent', { code })}
              onClick={() => rack.drop(code)}
            >
              {t('processing.drop')}
            </Button>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** `A1 - A4`: where its tubes stand. */
function rangeOf(view: RackView | undefined, code: string): string {
  const mine = view?.tubes.filter(({ parent }) => parent === code) ?? []
  const [first, last] = [mine.at(0)?.position, mine.at(-1)?.position]
  return first === undefined || last === undefined
    ? ''
    : first === last
      ? first
      : `${first} - ${last}`
}

function RackCard({ view, file }: { view: RackView | undefined; file: RackRead | undefined }) {
  const t = useT()
  const box = view?.box
  return (
    <Card label={t('processing.rackMap')} className={styles.fill}>
      <div className={styles.inset}>
        <div className={styles.boxHead}>
          {box ? (
            <Code size={22} strong>
              {box.code}
            </Code>
          ) : (
            <span className={styles.quiet}>{t('processing.rackNoBox')}</span>
          )}
          {file?.rack && !view?.isRackKnown && (
            <span className={styles.quiet}>{t('processing.rackUnknown', { rack: file.rack })}</span>
          )}
        </div>
        {view && box && <RackMap view={view} box={box} />}
      </div>
    </Card>
  )
}
