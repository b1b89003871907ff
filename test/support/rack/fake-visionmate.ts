import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/**
 * The TCP server of a VisionMate: every answer is `OK`, the command and what is answered, with or without a sign
 * behind it; data that it has none of is answered with nothing at all. A person scans by `scan`.
 */
export class FakeVisionMate {
  /** What ends an answer. */
  end = '\x03'
  /** Answers come in pieces of so many characters. */
  pieces = Number.POSITIVE_INFINITY
  /** It keeps its state of data whatever it is told. */
  isStuck = false
  product = 'M0202'
  /** What lies on it once it is put back: it is scanned right away. */
  next: readonly string[] | null = null
  #data: readonly string[] | null = ['OLD1', 'OLD2', 'OLD3', 'OLD4']
  #status = 13
  #looks = 0
  /** One answer after the other, each as a whole. */
  #answers: Promise<void> = Promise.resolve()
  readonly #lines = new Set<Socket>()
  readonly #server: Server

  constructor() {
    this.#server = createServer((socket) => {
      this.#lines.add(socket)
      socket
        .setEncoding('latin1')
        .setNoDelay(true)
        .on('error', () => {})
      socket.on('data', (text: string) => {
        for (const command of text.split('\r\n').filter(Boolean))
          this.#answers = this.#answers.then(() => this.#answer(socket, command))
      })
    })
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return (this.#server.address() as AddressInfo).port
  }

  /** Every line breaks. */
  hangUp(): void {
    for (const line of this.#lines) line.destroy()
  }

  async close(): Promise<void> {
    this.hangUp()
    await new Promise((done) => this.#server.close(done))
  }

  async #answer(socket: Socket, command: string): Promise<void> {
    const value = this.#valueOf(command)
    if (value === null) return
    const text = `OK${command}${value}${this.end}`
    for (let at = 0; at < text.length; at += this.pieces) {
      socket.write(text.slice(at, at + this.pieces))
      if (Number.isFinite(this.pieces)) await new Promise((done) => setTimeout(done, 2))
    }
  }

  #valueOf(command: string): string | null {
    switch (command) {
      case 'L':
        return String(this.#look())
      case 'Q':
        this.#looks = 0
        if (!this.isStuck) this.#status = 1
        return ''
      case 'C':
        return this.product
      case 'E':
        return 'none'
      case 'D':
        return this.#data && `${this.#data.join(',')},`
      default:
        return '?'
    }
  }

  #look(): number {
    this.#looks += 1
    if (this.next && this.#looks > 2) {
      this.#data = this.next
      this.#status = 13
    }
    return this.#status
  }
}
