const [QUOTE, BACKSLASH, OBJECT, LIST, OBJECT_END, LIST_END] = ['"', '\\', '{', '[', '}', ']'].map(
  (character) => character.charCodeAt(0),
)

/**
 * How deeply JSON text nests, read without parsing: a reader that calls itself per level would run
 * out of stack on text that was made for that.
 */
export function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfQuoted(text, i)
    else if (code === OBJECT || code === LIST) deepest = Math.max(deepest, ++depth)
    else if (code === OBJECT_END || code === LIST_END) depth--
  }
  return deepest
}

/** Where the text ends that begins with the quotation mark at `from`; most of a body is within such. */
function endOfQuoted(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end > 0 && isEscaped(text, from, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** After an odd number of backslashes. */
function isEscaped(text: string, from: number, at: number): boolean {
  let before = at
  while (before - 1 > from && text.charCodeAt(before - 1) === BACKSLASH) before--
  return (at - before) % 2 === 1
}
