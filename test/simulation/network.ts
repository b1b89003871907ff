import type { Bench, Process } from './bench.ts'
import { Line, Whole } from './lines.ts'
import type { Random } from './random.ts'
import { FOREIGN } from './service.ts'
import type { Site } from './site.ts'
import { Violation } from './violation.ts'

export interface Message {
  readonly bench: string
  readonly call: string
  readonly credential: string
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Reply {
  readonly status: number
  readonly text: string
  readonly retryAfter?: number | undefined
}

/** How likely each trouble of a single message is. */
export interface Weather {
  readonly lost: number
  readonly twice: number
  readonly late: number
  readonly stale: number
  readonly cut: number
  readonly refused: number
}

export const CALM: Weather = { lost: 0, twice: 0, late: 0, stale: 0, cut: 0, refused: 0 }

/** No schedule needs nearly as many: who makes more of them goes round in circles. */
const MOST_CALLS = 8_000
/** Nor nearly as many events. */
const MOST_EVENTS = 450
/** What one bench or another was told once, by call. */
const REMEMBERED = 12
/** Of the client's own patience: a message that comes later than this comes to nobody. */
const LATEST = 40_000

/** Between the benches and the service. Messages are the real ones, as text. */
export class Network {
  weather: Weather = CALM
  isServiceAway = false
  /** Messages that said something: not an empty page, a greeting or a question. */
  news = 0
  calls = 0
  readonly #site: Site
  readonly #random: Random
  readonly #told: { bench: string; call: string; reply: Reply }[] = []
  #sent = 0
  #lines: { bench: Bench; process: Process; line: Line; isDue: boolean }[] = []
  readonly #arrived = new Map<string, number>()

  constructor(site: Site) {
    this.#site = site
    this.#random = site.random.fork('network')
  }

  send(bench: Bench, process: Process, url: string, init: RequestInit): Promise<Response> {
    if (process.dead) return new Promise(() => {})
    const call = url.slice(url.indexOf('/v1/') + 4)
    if (call.startsWith('poke')) return this.#listen(bench, process, init)
    const headers = init.headers as Record<string, string>
    const credential = (headers.authorization ?? '').slice('Bearer '.length)
    const text = this.#asSent(bench, call, String(init.body ?? ''))
    const message = { bench: bench.name, call, credential, text, headers }
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal!.reason))
      const answer = (reply: Reply) => process.dead || resolve(wholeResponse(reply))
      const fail = () => process.dead || reject(unreachable())
      this.#carry(bench, message, answer, fail)
    })
  }

  /** A line on which the service says how far it is. An older one has none. */
  #listen(bench: Bench, process: Process, init: RequestInit): Promise<Response> {
    const { time, counts } = this.#site
    return new Promise((resolve, reject) => {
      const open = () => {
        if (process.dead) return
        if (bench.isCut || this.isServiceAway) return reject(unreachable())
        if (!bench.hears) return resolve(wholeResponse({ status: 404, text: '{}' }))
        const line = new Line()
        this.#lines.push({ bench, process, line, isDue: false })
        counts.add('line for news')
        resolve(responseOf(200, { 'content-type': 'text/event-stream' }, line))
        init.signal?.addEventListener('abort', () => line.break(init.signal!.reason))
      }
      time.after(this.#delay(), open)
    })
  }

  /** The head has moved. What a line has not said yet it says with the next. */
  #poke(): void {
    this.#lines = this.#lines.filter(({ line, process }) => !line.isOver && !process.dead)
    for (const one of this.#lines) {
      if (one.isDue) continue
      one.isDue = true
      this.#site.time.after(this.#delay(), () => {
        one.isDue = false
        if (one.bench.isCut || this.isServiceAway) return one.line.break(unreachable())
        const pos = this.#site.service.log().length
        one.line.say(`event: head\ndata: {"pos":${pos}}\n\n`)
      })
    }
  }

  /** As when the service ends. */
  hangUp(): void {
    for (const { line } of this.#lines) line.break(unreachable())
  }

  #carry(bench: Bench, message: Message, answer: (reply: Reply) => void, fail: () => void): void {
    const { time, counts } = this.#site
    const { weather } = this
    const random = this.#random
    this.calls++
    if (this.calls > MOST_CALLS || this.#site.service.log().length > MOST_EVENTS) {
      this.#site.violation ??= new Violation(
        'I4',
        `${this.calls} calls, ${this.#site.service.log().length} events and no end`,
      )
      return
    }
    const number = this.#sent++
    const delay = () => this.#delay()
    if (bench.isCut || this.isServiceAway) {
      if (this.isServiceAway) counts.add('service away')
      time.after(random.between(1, 20), fail)
      return
    }
    if (random.chance(weather.lost)) {
      counts.add('request lost')
      // Half of them are noticed by the system; for the others the client waits until it has had enough.
      if (random.chance(0.5)) time.after(delay(), fail)
      return
    }
    const arrive = async (isCopy: boolean) => {
      if (bench.isCut || this.isServiceAway) return fail()
      if (number < (this.#arrived.get(bench.name) ?? 0)) counts.add('messages reordered')
      else this.#arrived.set(bench.name, number)
      const before = this.#site.service.log().length
      const reply = await this.#site.service.answer(message)
      if (this.#site.service.log().length !== before) this.#poke()
      if (reply.text.includes(FOREIGN)) this.#site.leaks.push(`${message.call}: ${reply.text}`)
      this.#site.note(
        () =>
          `${bench.name} ${message.call} ${brief(message.text)} -> ${reply.status} ${brief(reply.text)}`,
      )
      if (isCopy) return
      this.#comeBack(bench, message, reply, answer, fail)
    }
    time.after(delay(), () => void arrive(false))
    if (random.chance(weather.twice)) {
      counts.add('message twice')
      time.after(delay() * random.between(1, 50), () => void arrive(true))
    }
  }

  #comeBack(
    bench: Bench,
    { call }: Message,
    reply: Reply,
    answer: (reply: Reply) => void,
    fail: () => void,
  ): void {
    const { time, counts } = this.#site
    const { weather } = this
    const random = this.#random
    let told = this.#asTold(bench, call, reply)
    if (isNews(call, told)) this.news++
    if (random.chance(weather.lost)) {
      counts.add('answer lost')
      if (random.chance(0.5)) time.after(this.#delay(), fail)
      return
    }
    if (random.chance(weather.stale)) {
      const isOther = random.chance(0.3)
      const known = this.#told.filter(
        (one) => one.call === call && (one.bench === bench.name) !== isOther,
      )
      if (known.length > 0) {
        counts.add(isOther ? "other bench's answer" : 'old answer again')
        told = random.pick(known).reply
      }
    }
    if (random.chance(weather.cut)) {
      if (random.chance(0.7)) {
        counts.add('answer cut')
        told = { ...told, text: told.text.slice(0, random.below(told.text.length)) }
      } else {
        counts.add('answer rubbish')
        told = random.pick(RUBBISH)
      }
    } else if (random.chance(weather.refused)) {
      counts.add('service refuses')
      told = random.pick(REFUSALS)
    }
    this.#remember(bench.name, call, told)
    time.after(this.#delay(), () => answer(told))
  }

  #remember(bench: string, call: string, reply: Reply): void {
    if (this.weather.stale === 0 || reply.status !== 200) return
    this.#told.push({ bench, call, reply })
    if (this.#told.length > REMEMBERED) this.#told.shift()
  }

  #delay(): number {
    const random = this.#random
    if (!random.chance(this.weather.late)) return random.between(2, 60)
    this.#site.counts.add('message late')
    return random.between(500, LATEST)
  }

  /** A request as it leaves a bench. */
  #asSent(bench: Bench, call: string, text: string): string {
    let sent = text
    if (bench.pageSize !== null && call === 'pull') {
      this.#site.counts.add('small pages')
      sent = sent.replace(/"limit":\d+/, `"limit":${bench.pageSize}`)
    }
    if (bench.isNewer && sent.startsWith('{')) {
      this.#site.counts.add('newer peer')
      sent = `{"later":{"members":[1,"x"]},${sent.slice(1)}`
    }
    return sent
  }

  /** An answer as a newer service would give it: with members that this bench does not know. */
  #asTold(bench: Bench, _call: string, reply: Reply): Reply {
    if (!bench.isNewer || !reply.text.startsWith('{"')) return reply
    const text = reply.text.replaceAll('{"pos":', '{"later":[null],"pos":')
    return { ...reply, text: `{"later":{"members":[1,"x"]},${text.slice(1)}` }
  }
}

/** As much of a `Response` as the client reads, without the streams of a real one. */
function responseOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Response {
  const get = (name: string) => headers[name] ?? null
  return { status, ok: status === 200, headers: { get }, body } as unknown as Response
}

const wholeResponse = ({ status, text, retryAfter }: Reply): Response =>
  responseOf(
    status,
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    new Whole(text),
  )

const unreachable = () => new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })

const RUBBISH: readonly Reply[] = [
  { status: 200, text: '<html>Please log in</html>' },
  { status: 200, text: '{}' },
  { status: 200, text: 'null' },
  { status: 502, text: 'Bad gateway' },
]

const REFUSALS: readonly Reply[] = [
  { status: 500, text: '{"error":{"type":"FAULT","message":"It has failed."}}' },
  {
    status: 429,
    text: '{"error":{"type":"BUSY","message":"Too many calls."}}',
    retryAfter: 3,
  },
]

const isNews = (call: string, { status, text }: Reply): boolean =>
  call === 'push' ||
  call === 'return' ||
  (call === 'pull' && (status !== 200 || !text.includes('"entries":[]')))

const brief = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)
