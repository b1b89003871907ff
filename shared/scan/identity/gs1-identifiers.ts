/** How the data of one GS1 application identifier is built. `n` digits only, `x` character set 82. */
export interface Gs1Identifier {
  ai: string
  title: string
  kind: 'n' | 'x'
  min: number
  max: number
  /** The last digit of the numeric part (so many digits) is a GS1 check digit. */
  checkDigitOf?: number
  date?: 'YYMMDD' | 'YYMMDDhhmm'
}

const fixed = (ai: string, title: string, digits: number): Gs1Identifier => ({
  ai,
  title,
  kind: 'n',
  min: digits,
  max: digits,
})
const key = (ai: string, title: string, digits: number): Gs1Identifier => ({
  ...fixed(ai, title, digits),
  checkDigitOf: digits,
})
const day = (ai: string, title: string): Gs1Identifier => ({
  ...fixed(ai, title, 6),
  date: 'YYMMDD',
})
const text = (ai: string, title: string, max: number): Gs1Identifier => ({
  ai,
  title,
  kind: 'x',
  min: 1,
  max,
})
const number = (ai: string, title: string, max: number): Gs1Identifier => ({
  ai,
  title,
  kind: 'n',
  min: 1,
  max,
})
/** A key of so many digits, the last of them its check digit, and behind it a serial number that may be left out. */
const keyAndSerial = (ai: string, title: string, digits: number, max: number): Gs1Identifier => ({
  ...text(ai, title, digits + max),
  min: digits,
  checkDigitOf: digits,
})
/** Weights, lengths and the like: the last digit of the identifier says where the decimal point is. */
const measures = (from: number, to: number): Gs1Identifier[] =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    Array.from({ length: 6 }, (_, point) => fixed(`${from + i}${point}`, 'MEASURE', 6)),
  ).flat()

/** From the GS1 General Specifications, section 3: those that reach a biobank's bench. */
export const GS1_IDENTIFIERS: readonly Gs1Identifier[] = [
  key('00', 'SSCC', 18),
  key('01', 'GTIN', 14),
  key('02', 'CONTENT', 14),
  key('03', 'MTO GTIN', 14),
  text('10', 'BATCH/LOT', 20),
  day('11', 'PROD DATE'),
  day('12', 'DUE DATE'),
  day('13', 'PACK DATE'),
  day('15', 'BEST BEFORE'),
  day('16', 'SELL BY'),
  day('17', 'USE BY'),
  fixed('20', 'VARIANT', 2),
  text('21', 'SERIAL', 20),
  text('22', 'CPV', 20),
  text('235', 'TPX', 28),
  text('240', 'ADDITIONAL ID', 30),
  text('241', 'CUST. PART No.', 30),
  number('242', 'MTO VARIANT', 6),
  text('243', 'PCN', 20),
  text('250', 'SECONDARY SERIAL', 30),
  text('251', 'REF. TO SOURCE', 30),
  keyAndSerial('253', 'GDTI', 13, 17),
  text('254', 'GLN EXTENSION', 20),
  { ...keyAndSerial('255', 'GCN', 13, 12), kind: 'n' },
  number('30', 'VAR. COUNT', 8),
  ...measures(310, 316),
  ...measures(320, 337),
  ...measures(340, 357),
  ...measures(360, 369),
  number('37', 'COUNT', 8),
  text('400', 'ORDER NUMBER', 30),
  text('401', 'GINC', 30),
  key('402', 'GSIN', 17),
  text('403', 'ROUTE', 30),
  key('410', 'SHIP TO LOC', 13),
  key('411', 'BILL TO', 13),
  key('412', 'PURCHASE FROM', 13),
  key('413', 'SHIP FOR LOC', 13),
  key('414', 'LOC No.', 13),
  key('415', 'PAY TO', 13),
  key('416', 'PROD/SERV LOC', 13),
  key('417', 'PARTY', 13),
  text('420', 'SHIP TO POST', 20),
  fixed('422', 'ORIGIN', 3),
  { ...fixed('7003', 'EXPIRY TIME', 10), date: 'YYMMDDhhmm' },
  ...['710', '711', '712', '713', '714', '715', '716'].map((ai) => text(ai, 'NHRN', 20)),
  text('7240', 'PROTOCOL', 20),
  keyAndSerial('8003', 'GRAI', 14, 16),
  text('8004', 'GIAI', 30),
  { ...fixed('8006', 'ITIP', 18), checkDigitOf: 14 },
  text('8010', 'CPID', 30),
  number('8011', 'CPID SERIAL', 12),
  text('8012', 'VERSION', 20),
  key('8017', 'GSRN - PROVIDER', 18),
  key('8018', 'GSRN - RECIPIENT', 18),
  number('8019', 'SRIN', 10),
  text('8020', 'REF No.', 25),
  text('90', 'INTERNAL', 30),
  ...Array.from({ length: 9 }, (_, i) => text(`9${i + 1}`, 'INTERNAL', 90)),
]

/**
 * First two digits of the identifiers whose element strings have a predefined length and so end
 * without GS (General Specifications, 7.8.5).
 */
export const PREDEFINED_LENGTH: ReadonlySet<string> = new Set([
  ...['00', '01', '02', '03', '04', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'],
  ...['31', '32', '33', '34', '35', '36', '41'],
])

/** GS1 AI encodable character set 82: the invariant part of ISO/IEC 646. */
export const CHARACTER_SET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/
