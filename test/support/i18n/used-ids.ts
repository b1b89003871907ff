export interface UsedIds {
  /** Ids written out whole. */
  whole: Set<string>
  /** What stands before the first `${` of an id that is put together. */
  prefixes: Set<string>
}

/** Where an id may follow: `formatMessage({ id: …`, `<FormattedMessage id=…`, `t(…`, `sentence(…`. */
const PLACES = [
  /formatMessage\(\s*\{\s*id:\s*((?:[^,}'"`]|'[^']*'|"[^"]*"|`[^`]*`)*)/g,
  /<FormattedMessage\s+id=("[^"]*"|\{(?:[^}'"`]|'[^']*'|"[^"]*"|`[^`]*`)*\})/g,
  /\b(?:t|sentence)\(\s*((?:[^()'"`]|'[^']*'|"[^"]*"|`[^`]*`)*)/g,
]

const LITERAL = /'([^']*)'|"([^"]*)"|`([^`]*)`/g

/** An id has dots and no spaces, which tells it from other texts in the same expression. */
const ID = /^[a-z][\w-]*(\.[\w-]+)+$/i

/** The ids of words a source text uses, found by the three ways the renderer asks for words. */
export function usedIds(source: string): UsedIds {
  const found: UsedIds = { whole: new Set(), prefixes: new Set() }
  for (const place of PLACES) {
    for (const [, expression = ''] of source.matchAll(place)) addLiterals(expression, found)
  }
  return found
}

function addLiterals(expression: string, found: UsedIds): void {
  for (const [, single, double, template] of expression.matchAll(LITERAL)) {
    const text = single ?? double ?? template ?? ''
    const hole = text.indexOf('${')
    if (hole > 0) found.prefixes.add(text.slice(0, hole))
    else if (ID.test(text)) found.whole.add(text)
  }
}
