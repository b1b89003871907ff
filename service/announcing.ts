import type { Log } from './log.ts'

/** The same log; it tells when a stream has got longer, after the commit. SYN-19 */
export const announcing = (log: Log, onMove: (stream: string, pos: number) => void): Log => ({
  look: (stream, ask) => log.look(stream, ask),
  async keep(stream, at, ask, decide) {
    let end = 0
    const kept = await log.keep(stream, at, ask, (shelf) => {
      const decided = decide(shelf)
      end = (decided.ok && decided.value.addition.events.at(-1)?.pos) || 0
      return decided
    })
    if (end > 0) onMove(stream, end)
    return kept
  },
  entriesAfter: (stream, pos, limit) => log.entriesAfter(stream, pos, limit),
  naming: (stream, chain) => log.naming(stream, chain),
  durablePos: (stream) => log.durablePos(stream),
})
