import { useState } from 'react'
import type { SentBundle, TransferFault } from '#shared/contract/transfer.ts'
import type { Material } from '#shared/domain/words.ts'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { type ScreenIdentity, useIdentitySink } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { saveFile } from '../../app/save-file.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { BY_CLICK } from '../../app/via.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { playTone } from '../../tones/tones.ts'
import type { Outcome } from '../lookup/LookUpDisplay.tsx'
import { codeIn } from './code-in.ts'

/** A tube that is to leave. */
export interface Leaving {
  readonly specimen: string
  readonly code: string
  readonly material: Material
  readonly place: string | null
}

export interface Sending {
  readonly tubes: readonly Leaving[]
  readonly outcome: Outcome | undefined
  readonly sent: SentBundle | null
  readonly fault: TransferFault | null
  readonly isBusy: boolean
  remove(specimen: string): void
  dispatch(to: string): Promise<void>
  /** The file of a bundle that was dispatched before, once more. */
  again(bundle: string): Promise<void>
  putAway(): void
}

/** The list that scans make, and what becomes of it. */
export function useSend(): Sending {
  const [tubes, setTubes] = useState<readonly Leaving[]>([])
  const [outcome, setOutcome] = useState<Outcome>()
  const [sent, setSent] = useState<SentBundle | null>(null)
  const [fault, setFault] = useState<TransferFault | null>(null)
  const [isBusy, setBusy] = useState(false)
  const scanned = useScanned(tubes)
  const refusal = useRefusal()

  useIdentitySink(async (identity) => {
    const { tube, ...told } = await scanned(identity)
    playTone(tube ? 'success' : 'warning')
    if (tube) setTubes((before) => [...before, tube])
    setOutcome(told.outcome)
  })

  async function fetchBundle(bundle: string): Promise<void> {
    const made = await client.transfer.bundle({ bundle })
    setFault(made.ok ? null : made.error)
    if (!made.ok) return
    setSent(made.value)
    saveFile(nameOf(made.value), made.value.text, 'application/json')
  }
  async function dispatch(to: string): Promise<void> {
    const [id, bundle] = [newId(), newId()]
    const specimens = tubes.map(({ specimen }) => specimen)
    const answer = await client.transfer.dispatch({ id, via: BY_CLICK, bundle, to, specimens })
    if (answer.type === 'fault') return setFault(answer.fault)
    sound(answer, to)
    if (answer.type === 'refused') {
      const { title, detail } = refusal(answer.refusal)
      return setOutcome({ is: 'refused', sentence: title, detail })
    }
    setTubes([])
    setOutcome(undefined)
    if (answer.type === 'saved') await fetchBundle(bundle)
  }
  const busy = async (work: Promise<void>) => {
    setBusy(true)
    await work.finally(() => setBusy(false))
  }
  return {
    tubes,
    outcome,
    sent,
    fault,
    isBusy,
    remove: (specimen) => setTubes((all) => all.filter((tube) => tube.specimen !== specimen)),
    dispatch: (to) => busy(dispatch(to)),
    again: (bundle) => busy(fetchBundle(bundle)),
    putAway: () => setSent(null),
  }
}

const nameOf = ({ bundle }: SentBundle): string => `${bundle}.frostkeep-bundle`

type Scanned = (
  identity: ScreenIdentity,
) => Promise<{ readonly outcome: Outcome; readonly tube?: Leaving }>

/** What one scan means for the list: a tube that may leave, or why not. */
function useScanned(tubes: readonly Leaving[]): Scanned {
  const sentence = useSentence()
  const refusal = useRefusal()
  const say = (why: 'added' | 'already' | 'gone' | 'notATube' | 'notKnown', code: string) =>
    sentence(`transfer.scan.${why}`, { code })
  const no = (...why: Parameters<typeof say>) =>
    ({ outcome: { is: 'refused', sentence: say(...why) } }) as const
  const refuse = (type: 'CodeTwice' | 'Disputed' | 'Undone', code: string) => {
    const { title, detail } = refusal({ type, code })
    return { outcome: { is: 'refused', sentence: title, detail } } as const
  }
  return async (identity) => {
    if (identity.kind === 'duplicate') return refuse('CodeTwice', identity.code)
    if (identity.kind === 'unknown') return no('notKnown', identity.code)
    if (identity.kind !== 'specimen') return no('notATube', codeIn(identity))
    const { specimen, code } = identity
    if (tubes.some((tube) => tube.specimen === specimen)) return no('already', code)
    const view = await client.query.specimen({ specimen })
    if (!view || view.state === 'disputed') return refuse('Disputed', code)
    if (view.state === 'undone') return refuse('Undone', code)
    if (view.state === 'dispatched') return no('gone', code)
    const { material, places } = view
    const [place] = places
    return {
      tube: { specimen, code, material, place: place ? `${place.path}/${place.position}` : null },
      outcome: { is: 'done', sentence: say('added', code) },
    }
  }
}
