/** Room for what is around the entries of a message: most of it is a seal, or the names of lost causes. */
const AROUND = 1_400

/** As many entries from the first on as one message may hold, and at least one: quoting makes a body up to twice as long. */
export function withinMessage<Entry>(
  entries: readonly Entry[],
  limit: { readonly count: number; readonly bytes: number },
): Entry[] {
  const fitting: Entry[] = []
  let bytes = AROUND
  for (const entry of entries.slice(0, limit.count)) {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1
    if (bytes > limit.bytes && fitting.length > 0) break
    fitting.push(entry)
  }
  return fitting
}
