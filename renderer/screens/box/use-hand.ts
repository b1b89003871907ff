import { useState } from 'react'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'

/** A tube that the next position is meant for. The code is learnt with the specimen. */
export interface Armed {
  readonly specimen: string
  readonly code?: string | undefined
}

export interface Hand {
  readonly armed: Armed | undefined
  /** By a button, not by a scan alone: it stays until it is put down or let go. */
  readonly pickedUp: boolean
  /** A tube was scanned: a position scanned next is for it. */
  arm(tube: Armed): void
  pickUp(tube: Armed): void
  letGo(): void
}

export interface HandStart {
  /** A specimen picked up elsewhere. */
  readonly move: string | undefined
  /** A specimen scanned elsewhere. */
  readonly found: string | undefined
}

/** The tube that a person has in the hand, if any. */
export function useHand({ move, found }: HandStart): Hand {
  const [tube, setTube] = useState<Armed | undefined>(armedBy(move ?? found))
  const [pickedUp, setPickedUp] = useState(move !== undefined)
  return {
    armed: useNamed(tube),
    pickedUp,
    arm(next) {
      setTube(next)
      setPickedUp(false)
    },
    pickUp(next) {
      setTube(next)
      setPickedUp(true)
    },
    letGo() {
      setTube(undefined)
      setPickedUp(false)
    },
  }
}

const armedBy = (specimen: string | undefined): Armed | undefined =>
  specimen === undefined ? undefined : { specimen }

/** A tube that was picked up elsewhere comes by its id alone. */
function useNamed(tube: Armed | undefined): Armed | undefined {
  const specimen = tube?.specimen ?? ''
  const { data } = useLive(['specimen', specimen], () => client.query.specimen({ specimen }), {
    enabled: tube !== undefined && tube.code === undefined,
  })
  if (!tube || tube.code !== undefined) return tube
  return data?.specimen === tube.specimen ? { ...tube, code: data.code } : tube
}
