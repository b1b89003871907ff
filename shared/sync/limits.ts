/** What one message may hold. Bytes are UTF-8 bytes; `pushBytes` and `pullBytes` count the JSON as sent. */
export const LIMITS = {
  /** An event's body. */
  bodyBytes: 16 * 1024,
  /** How deeply a body may nest. */
  bodyDepth: 16,
  pushEnvelopes: 500,
  pushBytes: 1024 * 1024,
  pullEntries: 5_000,
  pullBytes: 4 * 1024 * 1024,
} as const
