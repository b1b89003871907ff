/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 53,
  1e308,
  '',
  'x',
  '\u0000',
  '\ud800',
  'ä'.repeat(200),
  "'; drop table ledger; --",
  [],
  {},
  [[[]]],
  { toString: 1, __proto__: null },
  Array.from({ length: 600 }, () => 'x'),
]

/** The message with one thing in it changed, somewhere: put in its place, taken away, doubled or added. */
export function mutated(message: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  if (message === null || typeof message !== 'object')
    return random() < 0.6 ? near(message, random) : pick(ODD)
  if (random() < 0.1) return pick(ODD)
  if (Array.isArray(message)) {
    if (message.length === 0) return [pick(ODD)]
    const at = Math.floor(random() * message.length)
    const way = random()
    if (way < 0.1) return message.toSpliced(at, 1)
    if (way < 0.2) return [...message, message[at]]
    if (way < 0.3) return message.toReversed()
    return message.with(at, mutated(message[at], random))
  }
  const members = Object.entries(message)
  if (members.length === 0) return { more: pick(ODD) }
  const [name, value] = pick(members)
  const way = random()
  if (way < 0.15) return Object.fromEntries(members.filter(([one]) => one !== name))
  if (way < 0.25) return { ...message, [`${name}_`]: pick(ODD) }
  return { ...message, [name]: mutated(value, random) }
}

/** Another value of the same form: it is only wrong where it is looked at. */
function near(value: unknown, random: () => number): unknown {
  if (typeof value === 'number') return value + (random() < 0.5 ? 1 : -1)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string' || value === '') return value
  const at = Math.floor(random() * value.length)
  const other = /[0-9a-f]/.test(value[at]!) ? (value[at] === '7' ? '8' : '7') : value[at]!
  return value.slice(0, at) + other + value.slice(at + 1)
}

/** The bytes with some of them changed, cut or doubled. */
export function garbled(text: string, random: () => number): Buffer {
  const bytes = Buffer.from(text)
  const at = Math.floor(random() * bytes.length)
  const way = random()
  if (way < 0.3) return bytes.subarray(0, at)
  if (way < 0.5) return Buffer.concat([bytes, bytes.subarray(at)])
  for (let n = 0; n < 3; n++) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  }
  return bytes
}
