/** Controls in a window, as far as key events need them: what passes every listener takes effect. */
export class FakeField extends EventTarget {
  readonly tagName = 'INPUT'
  type = 'text'
  readOnly = false
  disabled = false
  selectionStart: number | null = 0
  selectionEnd: number | null = 0
  inputs = 0
  #value = ''

  constructor(value = '') {
    super()
    this.value = value
    this.addEventListener('input', () => {
      this.inputs += 1
    })
  }

  get value(): string {
    return this.#value
  }
  set value(value: string) {
    this.#value = value
    this.setSelectionRange(value.length, value.length)
  }

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start
    this.selectionEnd = end
  }

  /** What the browser does with a character that nobody prevented. */
  type1(character: string): void {
    const at = this.selectionStart!
    const { value } = this
    this.value = value.slice(0, at) + character + value.slice(this.selectionEnd!)
    this.setSelectionRange(at + 1, at + 1)
  }
}

/** A control that is pressed by Enter and Space and takes no text. */
export class FakeButton {
  readonly tagName = 'BUTTON'
  presses: string[] = []
}

type KeyListener = (event: KeyboardEvent) => void

export interface FakeKey {
  code: string
  key: string
  shift?: boolean
  ctrl?: boolean
  alt?: boolean
  capsLock?: boolean
  composing?: boolean
  repeat?: boolean
  at: number
}

/** A window with one control that has the focus; keys go through the captured listeners first. */
export function createFakeWindow(first: FakeField | FakeButton) {
  let focused = first
  const listeners = new Map<string, KeyListener>()
  const window = {
    addEventListener: (type: string, listener: unknown) =>
      void listeners.set(type, listener as KeyListener),
    removeEventListener: (type: string) => void listeners.delete(type),
  } as unknown as Pick<Window, 'addEventListener' | 'removeEventListener'>

  /** Whether the event got past the listener. */
  function dispatch(type: 'keydown' | 'keyup', key: FakeKey): boolean {
    let passed = true
    listeners.get(type)?.({
      code: key.code,
      key: key.key,
      keyCode: key.composing ? 229 : 0,
      shiftKey: key.shift ?? false,
      ctrlKey: key.ctrl ?? false,
      altKey: key.alt ?? false,
      metaKey: false,
      repeat: key.repeat ?? false,
      isComposing: key.composing ?? false,
      timeStamp: key.at,
      target: focused,
      getModifierState: (name: string) => name === 'CapsLock' && (key.capsLock ?? false),
      preventDefault: () => {
        passed = false
      },
      stopImmediatePropagation: () => undefined,
    } as unknown as KeyboardEvent)
    return passed
  }

  function down(key: FakeKey): void {
    if (!dispatch('keydown', key)) return
    if (focused instanceof FakeButton) focused.presses.push(key.key)
    else if (key.key.length === 1 && !key.ctrl && !key.alt) focused.type1(key.key)
    else focused.dispatchEvent(new CustomEvent('key', { detail: key.key }))
  }

  function up(key: FakeKey): void {
    if (dispatch('keyup', key) && focused instanceof FakeButton) {
      focused.presses.push(`${key.key} up`)
    }
  }

  return {
    window,
    listening: () => listeners.size,
    /** The pointer goes down on another control, which has the focus from then on. */
    point(at: FakeField | FakeButton): void {
      listeners.get('pointerdown')?.({} as KeyboardEvent)
      focused = at
    },
    focus(on: FakeField | FakeButton): void {
      focused = on
    },
    down,
    up,
    /** One key down and up. */
    press(key: FakeKey): void {
      down(key)
      up(key)
    },
  }
}
