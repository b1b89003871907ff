import { createIntl } from 'react-intl'

export type Catalogue = Readonly<Record<string, string>>

interface Element {
  type: number
  value?: unknown
  options?: Record<string, { value: Element[] }>
  children?: Element[]
}

/** The parser's numbers for elements that stand for a value of the caller. */
const PLACEHOLDERS: Readonly<Record<number, string>> = {
  1: 'text',
  2: 'number',
  3: 'date',
  4: 'time',
  5: 'select',
  6: 'plural',
  8: 'tag',
}

function collect(elements: readonly Element[], into: Set<string>): Set<string> {
  for (const element of elements) {
    const kind = PLACEHOLDERS[element.type]
    if (kind) into.add(`${kind} ${String(element.value)}`)
    for (const option of Object.values(element.options ?? {})) collect(option.value, into)
    collect(element.children ?? [], into)
  }
  return into
}

/** The placeholders of an ICU text with their kinds, sorted. Throws where the text is no ICU. */
export function placeholdersOf(text: string): string[] {
  const { formatters } = createIntl({ locale: 'en', messages: {} })
  const ast = formatters.getMessageFormat(text, 'en').getAst() as unknown as Element[]
  return [...collect(ast, new Set())].sort()
}

export type Fault = `${string}: ${string}`

/** What is wrong between a source catalogue and one of its translations; nothing is the aim. */
export function faultsOf(source: Catalogue, language: string, translation: Catalogue): Fault[] {
  const missing = Object.keys(source).filter((id) => !(id in translation))
  const surplus = Object.keys(translation).filter((id) => !(id in source))
  const shared = Object.keys(source).filter((id) => id in translation)
  return [
    ...missing.map((id): Fault => `${language} lacks: ${id}`),
    ...surplus.map((id): Fault => `${language} has too much: ${id}`),
    ...shared.flatMap((id) => textFaults(id, source[id] ?? '', language, translation[id] ?? '')),
  ]
}

function textFaults(id: string, source: string, language: string, text: string): Fault[] {
  if (text.trim() === '') return [`${language} is empty: ${id}`]
  try {
    const wanted = placeholdersOf(source).join(', ')
    const found = placeholdersOf(text).join(', ')
    return wanted === found ? [] : [`${language} has other placeholders: ${id}`]
  } catch {
    return [`${language} is no ICU text: ${id}`]
  }
}
