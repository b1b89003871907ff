import { err, type Result } from '#shared/lib/result.ts'
import type { RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackMachine, RackSourceFault, Told } from '#shared/scan/rack/server.ts'

/** What a reading needs of the world. */
export interface RackLine<Ask, Answer> {
  ask(ask: Ask, signal: AbortSignal): Promise<Answer>
  /** Milliseconds. Rejects when the signal does. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Milliseconds, only forward. */
  now(): number
}

/** The line to a scanner failed: `fault` says how. */
export class RackLineBroken extends Error {
  override readonly name = 'RackLineBroken'
  readonly fault: RackSourceFault
  constructor(fault: RackSourceFault) {
    super(fault.type)
    this.fault = fault
  }
}

/** Carries one reading of a rack through. A signal that aborts ends it as cancelled, whatever was under way. */
export async function readRack<Ask, Answer>(
  machine: RackMachine<Ask, Answer>,
  line: RackLine<Ask, Answer>,
  signal: AbortSignal,
): Promise<Result<RackFileRead, RackSourceFault>> {
  let step = machine.next()
  try {
    while (!step.done) {
      const wanted = step.value
      let told: Told<Answer>
      if (wanted.do === 'wait') {
        await line.wait(wanted.ms, signal)
        told = { at: line.now(), answer: null }
      } else {
        const answer = await line.ask(wanted.ask, signal)
        told = { at: line.now(), answer }
      }
      if (signal.aborted) return err({ type: 'Cancelled' })
      step = machine.next(told)
    }
    return step.value
  } catch (error) {
    if (signal.aborted) return err({ type: 'Cancelled' })
    if (error instanceof RackLineBroken) return err(error.fault)
    throw error
  }
}

/** A wait that a signal ends. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, broken) => {
    const end = () => {
      clearTimeout(timer)
      broken(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      done()
    }, ms)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
