/** A control that takes text, and what it held at some moment. */
export interface FieldSnapshot {
  field: HTMLInputElement | HTMLTextAreaElement
  value: string
  start: number | null
  end: number | null
}

const TEXTLESS = /^(button|submit|reset|image|checkbox|radio|file|color|range|hidden)$/

/** The text field that a key event would type into, if it is one. */
export function textFieldOf(
  target: EventTarget | null,
): HTMLInputElement | HTMLTextAreaElement | undefined {
  const element = target as Partial<HTMLInputElement> | null
  const isField =
    element?.tagName === 'TEXTAREA' ||
    (element?.tagName === 'INPUT' && !TEXTLESS.test(element.type ?? 'text'))
  if (!isField || element.readOnly || element.disabled) return undefined
  return element as HTMLInputElement | HTMLTextAreaElement
}

export const snapshotOf = (field: FieldSnapshot['field']): FieldSnapshot => ({
  field,
  value: field.value,
  start: field.selectionStart,
  end: field.selectionEnd,
})

/** Gives the field back what it held, caret included, and tells whoever renders it. */
export function restoreField({ field, value, start, end }: FieldSnapshot): void {
  if (field.value === value) return
  setValue(field, value)
  if (start !== null && end !== null) field.setSelectionRange(start, end)
}

/** Types text at the caret, as if the keys that were held back had gone through. */
export function insertText(field: FieldSnapshot['field'], text: string): void {
  const start = field.selectionStart ?? field.value.length
  const end = field.selectionEnd ?? start
  setValue(field, field.value.slice(0, start) + text + field.value.slice(end))
  const caret = start + text.length
  if (field.selectionStart !== null) field.setSelectionRange(caret, caret)
}

/**
 * React puts a setter of its own on each field to know what it rendered. The prototype's setter goes
 * round it, so that the input event below is taken for a person's change.
 */
function setValue(field: FieldSnapshot['field'], value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
  if (setter === undefined) field.value = value
  else setter.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
