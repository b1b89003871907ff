/** What a bench hears of the service while it listens: chunks that come when there is something to say. */
export class Line implements AsyncIterable<Uint8Array> {
  #chunks: Uint8Array[] = []
  #wake: (() => void) | null = null
  #broken: unknown = null
  isOver = false

  say(text: string): void {
    this.#chunks.push(new TextEncoder().encode(text))
    this.#wake?.()
  }

  break(why: unknown): void {
    this.isOver = true
    this.#broken ??= why
    this.#wake?.()
  }

  async cancel(): Promise<void> {
    this.isOver = true
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) yield chunk
      else if (this.#broken) throw this.#broken
      else
        await new Promise<void>((done) => {
          this.#wake = done
        })
    }
  }
}

/** A body that is there as a whole. */
export class Whole implements AsyncIterable<Uint8Array> {
  readonly #bytes: Uint8Array

  constructor(text: string) {
    this.#bytes = new TextEncoder().encode(text)
  }

  async cancel(): Promise<void> {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield this.#bytes
  }
}
