import { useState } from 'react'
import type { ArrivingBundle, ArrivingTube, TransferFault } from '#shared/contract/transfer.ts'
import { sound } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { newId } from '../../app/new-id.ts'
import { useRefusal } from '../../app/say-refusal.ts'
import { BY_CLICK } from '../../app/via.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { playTone } from '../../tones/tones.ts'
import type { Outcome } from '../lookup/LookUpDisplay.tsx'
import { codeIn } from './code-in.ts'

interface Open {
  readonly text: string
  readonly bundle: ArrivingBundle
}

export interface Receiving {
  readonly bundle: ArrivingBundle | null
  readonly fault: TransferFault | null
  readonly outcome: Outcome | undefined
  /** Codes of tubes that are here. */
  readonly came: ReadonlySet<string>
  readonly isBusy: boolean
  open(file: File): Promise<void>
  allCame(): void
  receive(study: string): Promise<void>
  putAway(): void
}

export const canCome = ({ state }: ArrivingTube): boolean => state === 'new' || state === 'home'

/** A bundle that was opened, which of its tubes are here, and their receipt. */
export function useReceive(): Receiving {
  const [open, setOpen] = useState<Open | null>(null)
  const [fault, setFault] = useState<TransferFault | null>(null)
  const [outcome, setOutcome] = useState<Outcome>()
  const [came, setCame] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const sentence = useSentence()
  const refusal = useRefusal()

  useIdentitySink((identity) => {
    const code = codeIn(identity)
    const { isNew, ...told } = judge(code)
    playTone(isNew ? 'success' : 'warning')
    if (isNew) setCame((before) => new Set([...before, code]))
    setOutcome(told)
  })
  function judge(code: string): Outcome & { readonly isNew: boolean } {
    const why = verdict(open?.bundle ?? null, came, code)
    const isNew = why === 'came'
    const said = sentence(`transfer.scan.${why}`, { code })
    return { isNew, is: isNew ? 'done' : 'refused', sentence: said }
  }

  async function read(text: string): Promise<void> {
    const answer = await client.transfer.read({ text })
    setFault(answer.ok ? null : answer.error)
    setOpen(answer.ok ? { text, bundle: answer.value } : null)
    setCame(new Set())
  }
  async function receive(study: string): Promise<void> {
    if (!open) return
    const given = { text: open.text, study, codes: [...came] }
    const answer = await client.transfer.receive({ id: newId(), via: BY_CLICK, ...given })
    if (answer.type === 'fault') return setFault(answer.fault)
    sound(answer, open.bundle.siteName)
    if (answer.type === 'refused') {
      const { title, detail } = refusal(answer.refusal)
      return setOutcome({ is: 'refused', sentence: title, detail })
    }
    const count = came.size
    await read(open.text)
    setOutcome({ is: 'done', sentence: sentence('transfer.received', {}, { count }) })
  }
  const busy = async (work: Promise<void>) => {
    setBusy(true)
    await work.finally(() => setBusy(false))
  }
  return {
    bundle: open?.bundle ?? null,
    fault,
    outcome,
    came,
    isBusy,
    open: (file) => busy(file.text().then(read)),
    allCame: () =>
      setCame(new Set(open?.bundle.tubes.filter(canCome).map(({ code }) => code) ?? [])),
    receive: (study) => busy(receive(study)),
    putAway: () => {
      setOpen(null)
      setOutcome(undefined)
    },
  }
}

type Verdict = 'openFirst' | 'extra' | 'already' | 'came' | 'here-already' | 'code-taken'

/** What a scanned code means for a bundle. */
function verdict(bundle: ArrivingBundle | null, came: ReadonlySet<string>, code: string): Verdict {
  if (!bundle) return 'openFirst'
  const tube = bundle.tubes.find((one) => one.code === code)
  if (!tube) return 'extra'
  if (tube.state === 'here-already' || tube.state === 'code-taken') return tube.state
  return came.has(code) ? 'already' : 'came'
}
