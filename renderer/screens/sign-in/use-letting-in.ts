import { useCallback, useLayoutEffect, useRef } from 'react'
import { scanQueue } from '../../app/scanner.ts'

/** Where the bench was locked again at once, this screen stays, and takes the scans. */
const LONGEST_MS = 10_000

/**
 * Waits for the answer to somebody who signs in. A scan that comes meanwhile, or once they are let in, is
 * meant for the screen that follows: it waits until this one has gone, and is not taken for a badge.
 */
export function useLettingIn(): <T extends { readonly ok: boolean }>(
  answer: Promise<T>,
) => Promise<T> {
  const leave = useRef(() => {})
  useLayoutEffect(() => () => leave.current(), [])
  return useCallback(async (answer) => {
    const resume = scanQueue.pause()
    leave.current = resume
    try {
      const done = await answer
      if (done.ok) setTimeout(resume, LONGEST_MS)
      else resume()
      return done
    } catch (error) {
      resume()
      throw error
    }
  }, [])
}
