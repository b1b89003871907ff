import { checkDigit } from '#shared/scan/identity/gs1.ts'
import {
  GS1_IDENTIFIERS,
  type Gs1Identifier,
  PREDEFINED_LENGTH,
} from '#shared/scan/identity/gs1-identifiers.ts'
import { donationCheck } from '#shared/scan/identity/isbt128.ts'
import type { ScanSource } from '#shared/scan/scan.ts'
import type { Random } from './random.ts'

export interface FuzzInput {
  bytes: Uint8Array
  aim?: string
  source: ScanSource
  /** Milliseconds from key to key, where it is typed. */
  gap: number
}

const GS = '\u001d'
const DIGITS = '0123456789'
const SET_82 = 'ABCXYZabcxyz0123456789-/_:;<>=?!"%&\'()*+,.'
const AIMS = [
  ']C0',
  ']C1',
  ']d1',
  ']d2',
  ']Q1',
  ']Q3',
  ']E0',
  ']A0',
  ']X0',
  ']Z6',
  ']??',
  '',
  ']z1',
]

/** What has been seen to break programs that read codes. */
const HOSTILE = [
  ...[
    '\u0000',
    'A\u0000B',
    '=1+1',
    '@SUM(A1)',
    '-2+3',
    "=cmd|' /C calc'!A0",
    '<script>alert(1)</script>',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '"; DROP TABLE event; --',
    '../../etc/passwd',
    '%s%n',
    '$(reboot)',
  ],
  ...[
    '\u202e321-XF',
    'FX\u200b1',
    '\ufeffFX1',
    'F\u0425-1',
    '\uff26\uff381',
    'A\u0308\u0308',
    '\ud83e\uddca',
  ],
  ...[
    '__proto__',
    'constructor',
    'FK:UNDO',
    'fk:undo',
    ']C1',
    ']d2',
    '(01)',
    '(10)(21)',
    '=',
    '&',
    '=<',
    '=+',
  ],
  ...[
    '\r\n',
    '\t',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2066',
    '[)>\u001e06\u001d',
    '(',
    '((((((((',
    GS,
    GS.repeat(40),
  ],
]

/** One input: of a known grammar, hostile, or any bytes; often with bytes changed afterwards. */
export function makeInput(random: Random): FuzzInput {
  const text = makeText(random)
  const encoded = random.chance(0.03) ? latin1(text) : new TextEncoder().encode(text)
  const bytes = random.chance(0.45) ? mutate(random, encoded) : encoded
  const aim = random.chance(0.5) ? random.pick(AIMS) : undefined
  return {
    bytes: random.chance(0.3) ? withEnd(random, bytes) : bytes,
    ...(aim === undefined ? {} : { aim }),
    source: random.pick(['hid', 'wedge', 'camera', 'typed'] as const),
    gap: random.chance(0.9) ? 1 + random.below(20) : random.below(900),
  }
}

const GRAMMARS: readonly ((random: Random) => string)[] = [
  (random) => elements(random),
  (random) => brackets(random),
  (random) => elements(random).replaceAll(GS, ''),
  (random) => random.pick([']C1', ']d2', GS, ']Q3']) + elements(random),
  (random) => donation(random),
  (random) => structures(random),
  (random) => plain(random),
  (random) => random.pick(HOSTILE),
  (random) => random.pick(HOSTILE) + plain(random) + random.pick(HOSTILE),
  (random) => anyText(random),
]

function makeText(random: Random): string {
  if (random.chance(0.0005)) return many(random, DIGITS, 7_000)
  if (random.chance(0.01)) return many(random, SET_82, 200 + random.below(200))
  return random.pick(GRAMMARS)(random)
}

const many = (random: Random, signs: string, length: number): string =>
  Array.from({ length }, () => signs.charAt(random.below(signs.length))).join('')

const plain = (random: Random): string =>
  random.pick(['FX', 'fx', 'BX-', '', 'TR0', 'A/']) + many(random, DIGITS, 1 + random.below(12))

const anyText = (random: Random): string =>
  Array.from({ length: random.below(24) }, () => {
    const limit = random.pick([0x80, 0x100, 0x600, 0x3000, 0x10000, 0x110000])
    return String.fromCodePoint(random.below(limit))
  }).join('')

function elements(random: Random): string {
  return Array.from({ length: 1 + random.below(5) }, () => {
    const one = random.chance(0.6) ? KEYS[random.below(KEYS.length)]! : random.pick(GS1_IDENTIFIERS)
    const end = PREDEFINED_LENGTH.has(one.ai.slice(0, 2)) && random.chance(0.95) ? '' : GS
    return one.ai + valueFor(random, one) + end
  }).join('')
}

const KEYS = GS1_IDENTIFIERS.filter(({ ai }) =>
  ['00', '01', '10', '17', '21', '8003', '8004', '8018'].includes(ai),
)

const brackets = (random: Random): string =>
  Array.from({ length: 1 + random.below(4) }, () => {
    const one = random.pick(KEYS)
    return `(${one.ai})${random.chance(0.2) ? ' ' : ''}${valueFor(random, one)}`
  }).join('')

function valueFor(random: Random, { kind, min, max, date, checkDigitOf }: Gs1Identifier): string {
  if (date !== undefined)
    return random.pick(['260131', '251200', '300228', '269999']) + (date.length > 6 ? '2359' : '')
  const length = min + random.below(max - min + 1)
  const signs = kind === 'n' ? DIGITS : SET_82
  if (checkDigitOf === undefined) return many(random, signs, length)
  const digits = many(random, DIGITS, checkDigitOf - 1)
  return digits + checkDigit(digits) + many(random, signs, length - checkDigitOf)
}

function number(random: Random): string {
  return many(random, 'ABGNPZ19', 1) + many(random, `${DIGITS}ABZ`, 4) + many(random, DIGITS, 8)
}

function donation(random: Random): string {
  const one = number(random)
  if (random.chance(0.3)) return one + donationCheck(one)
  if (random.chance(0.3))
    return `${one.slice(0, 5)} ${one.slice(5, 7)} ${one.slice(7)} ${donationCheck(one)}`
  return `=${one}${random.pick(['00', '01', '77', many(random, DIGITS, 2)])}`
}

const structures = (random: Random): string =>
  donation(random) +
  random.pick(['', '=<E0791V00', '=>026365', '&>0263652359', '=+01000', '=%5100', '&(00000', '=x'])

function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const changed = [...bytes]
  for (let times = 1 + random.below(3); times > 0; times--) change(random, changed)
  return Uint8Array.from(changed)
}

function change(random: Random, bytes: number[]): void {
  const at = random.below(bytes.length + 1)
  switch (random.below(5)) {
    case 0:
      bytes[at] = random.below(256)
      break
    case 1:
      bytes.splice(at, 1 + random.below(3))
      break
    case 2:
      bytes.splice(at, 0, random.below(256))
      break
    case 3:
      bytes.splice(at, 0, ...bytes.slice(at, at + random.below(12)))
      break
    default:
      bytes.splice(
        at,
        0,
        random.pick([0, 0x0a, 0x0d, 0x1d, 0x28, 0x29, 0x3d, 0x5d, 0xc2, 0xe2, 0xff]),
      )
  }
}

const withEnd = (random: Random, bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([...bytes, ...random.pick([[13], [10], [13, 10], [9], [13, 13]])])

const latin1 = (text: string): Uint8Array =>
  Uint8Array.from([...text], (sign) => (sign.codePointAt(0)! < 256 ? sign.codePointAt(0)! : 0x3f))
