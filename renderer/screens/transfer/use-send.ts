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
  const no = (id: string, code: string) => ({
    outcome: { is: 'refused', sentence: sentence(id, { code }) } as const,
  })
  return async (identity) => {
    if (identity.kind === 'duplicate') return no('refusal.codeTwice', identity.code)
    if (identity.kind === 'unknown') return no('transfer.notKnown', identity.code)
    if (identity.kind !== 'specimen') return no('transfer.notATube', codeOf(identity))
    const { specimen, code } = identity
    if (tubes.some((tube) => tube.specimen === specimen)) return no('transfer.already', code)
    const view = await client.query.specimen({ specimen })
    if (!view || view.state === 'disputed') return no('refusal.disputed', code)
    if (view.state === 'undone') return no('refusal.undone', code)
    if (view.state === 'dispatched') return no('transfer.gone', code)
    const { material, places } = view
    const [place] = places
    return {
      tube: { specimen, code, material, place: place ? `${place.path}/${place.position}` : null },
      outcome: { is: 'done', sentence: sentence('transfer.added', { code }) },
    }
  }
}

function codeOf(identity: ScreenIdentity): string {
  if ('code' in identity) return identity.code
  return identity.kind === 'position' ? identity.place.position : identity.command
}
