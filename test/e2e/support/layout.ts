import type { Page } from '@playwright/test'

/**
 * What nobody can read or hit on the page as it is: text that is cut where nothing scrolls, text that lies on other
 * text, and controls that overlap; and a window that scrolls where there is nothing more. A text that ends in dots on
 * purpose says all of itself in a `title`.
 */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(findFaults)

/** Runs in the page. */
function findFaults(): string[] {
  const LEEWAY = 2
  const faults = new Set<string>()
  const dialogs = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')]
  const scope = dialogs.at(-1) ?? document.body

  interface Area {
    left: number
    top: number
    right: number
    bottom: number
  }
  const areaOf = ({ left, top, right, bottom }: Area): Area => ({ left, top, right, bottom })
  const common = (a: Area, b: Area): Area => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  })
  const isSome = ({ left, top, right, bottom }: Area, least = LEEWAY): boolean =>
    right - left > least && bottom - top > least
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return `<${element.tagName.toLowerCase()} ${element.getAttribute('class') ?? ''}> "${words.trim().slice(0, 60)}"`
  }
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.fk-heard, [class*=notices]')
  const clips = (value: string): boolean => value !== 'visible'
  const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll'

  const ancestors = (element: Element): Element[] => {
    const all: Element[] = []
    for (
      let at: Element | null = element;
      at && at !== document.documentElement;
      at = at.parentElement
    )
      all.push(at)
    return all
  }

  /** Where letters without ascenders can be: the box of a line is far higher than they are. */
  const lettersOf = (line: Area, element: Element): Area => {
    const zoom = Number.parseFloat(document.documentElement.style.zoom || '100') / 100
    const half = Math.min(
      Number.parseFloat(getComputedStyle(element).fontSize) * zoom * 0.36,
      (line.bottom - line.top) / 2,
    )
    const middle = (line.top + line.bottom) / 2
    return { ...areaOf(line), top: middle - half, bottom: middle + half }
  }

  /** What is left to see of an area, and the ancestor that cuts it for good. */
  const seen = (element: Element, whole: Area): { area: Area; cutBy?: Element; how?: string } => {
    let area = whole
    let [xScrolls, yScrolls] = [false, false]
    let cutBy: Element | undefined
    let how: string | undefined
    for (const at of ancestors(element)) {
      const style = getComputedStyle(at)
      if (at === document.body) break
      if (!clips(style.overflowX) && !clips(style.overflowY)) {
        if (style.position === 'fixed') break
        continue
      }
      const box = areaOf(at.getBoundingClientRect())
      const beyond =
        !xScrolls &&
        !scrolls(style.overflowX) &&
        (area.right > box.right + LEEWAY || area.left < box.left - LEEWAY)
      const below =
        !yScrolls &&
        !scrolls(style.overflowY) &&
        (area.bottom > box.bottom + LEEWAY || area.top < box.top - LEEWAY)
      const isMeant =
        style.textOverflow === 'ellipsis' && at.closest('[title]') !== null && beyond && !below
      if ((beyond || below) && !isMeant && !cutBy) {
        cutBy = at
        how = `${beyond ? 'sideways' : ''}${below ? 'downwards' : ''} by ${nameOf(at).slice(0, 90)}`
      }
      xScrolls ||= scrolls(style.overflowX)
      yScrolls ||= scrolls(style.overflowY)
      area = common(area, box)
      if (style.position === 'fixed') break
    }
    const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    if (!cutBy && !xScrolls && (area.right > view.right + LEEWAY || area.left < -LEEWAY)) {
      cutBy = document.body
      how = 'sideways by the window'
    }
    if (!cutBy && !yScrolls && (area.bottom > view.bottom + LEEWAY || area.top < -LEEWAY)) {
      cutBy = document.body
      how = 'downwards by the window'
    }
    return { area: common(area, view), ...(cutBy && { cutBy }), ...(how && { how }) }
  }

  interface Shown {
    element: Element
    area: Area
  }

  /** Each line of each text; an area is what is seen of it. */
  const texts: Shown[] = []
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const element = node.parentElement
    if (!element || !node.nodeValue?.trim() || !isShown(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue
      const whole = lettersOf(rect, element)
      const { area, how } = seen(element, whole)
      if (how) faults.add(`cut ${how}: ${nameOf(element)}`)
      if (isSome(area)) texts.push({ element, area })
    }
  }

  const controls: Shown[] = []
  const SELECTOR =
    'button, a[href], input, select, textarea, summary, [role=gridcell], [role=row][tabindex]'
  for (const element of scope.querySelectorAll(SELECTOR)) {
    if (!isShown(element)) continue
    const rect = areaOf(element.getBoundingClientRect())
    const { area, how } = seen(element, rect)
    if (how && element.tagName === 'BUTTON') faults.add(`cut ${how}: ${nameOf(element)}`)
    if (isSome(area)) controls.push({ element, area })
  }

  const overlapping = (all: Shown[], least: number, say: string): void => {
    const sorted = all.toSorted((a, b) => a.area.top - b.area.top)
    sorted.forEach((one, at) => {
      for (let next = at + 1; next < sorted.length; next++) {
        const other = sorted[next]
        if (!other || other.area.top >= one.area.bottom) break
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue
        const both = common(one.area, other.area)
        if (!isSome(both, least)) continue
        // What lies over the other on purpose hides it; only what shows at the same time collides.
        const [x, y] = [(both.left + both.right) / 2, (both.top + both.bottom) / 2]
        const top = document.elementsFromPoint(x, y)
        const shows = ({ element }: Shown) => top.some((hit) => hit === element)
        if (!shows(one) && !shows(other)) continue
        faults.add(`${say}: ${nameOf(one.element)} and ${nameOf(other.element)}`)
      }
    })
  }
  // What is only heard has no place on the screen, and the window does not scroll to it.
  const [whole, heard] = [document.documentElement, [...document.querySelectorAll('.fk-heard')]]
  const height = whole.scrollHeight
  for (const one of heard) (one as HTMLElement).style.display = 'none'
  const seenHeight = whole.scrollHeight
  for (const one of heard) (one as HTMLElement).style.display = ''
  if (height > seenHeight + LEEWAY)
    faults.add(`the window scrolls over ${height} px where ${seenHeight} px are seen`)
  overlapping(texts, 5, 'text on text')
  overlapping(controls, LEEWAY, 'controls overlap')
  return [...faults]
}
