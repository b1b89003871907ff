/** Throws when something that the program itself guarantees does not hold: a defect, never a refusal. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`)
}

/** Ends an exhaustive switch: the compiler refuses a forgotten case, and so does the program. */
export function never(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`)
}
