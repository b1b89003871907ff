import type { Page } from '@playwright/test'

export interface Told {
  readonly how: 'polite' | 'assertive'
  readonly text: string
}

declare global {
  interface Window {
    toldHere?: Told[]
    movedHere?: string[]
  }
}

/** Begins to write down what a screen reader would be told of this page: each change of a live region. */
export const listen = (page: Page): Promise<void> => page.evaluate(watchRegions)

/** What has been told since the last time this was asked, once the page has been quiet for a moment. */
export async function told(page: Page): Promise<Told[]> {
  await page.waitForTimeout(300)
  return page.evaluate(() => (window.toldHere ?? []).splice(0))
}

/** Runs in the page. */
function watchRegions(): void {
  const REGIONS = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]'
  const all: Told[] = []
  const last = new WeakMap<Element, string>()
  window.toldHere = all
  const isHeard = (region: Element) => !region.closest('[aria-hidden=true], [inert]')
  const textOf = (region: Element) => (region.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  for (const region of document.querySelectorAll(REGIONS)) last.set(region, textOf(region))

  const tell = (region: Element): void => {
    const text = textOf(region)
    if (text === '' || last.get(region) === text || !isHeard(region)) return
    last.set(region, text)
    const how =
      region.getAttribute('aria-live') ??
      (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite')
    all.push({ how: how === 'assertive' ? 'assertive' : 'polite', text })
  }

  new MutationObserver((mutations) => {
    const changed = new Set<Element>()
    for (const { target, addedNodes } of mutations) {
      const within = target instanceof Element ? target : target.parentElement
      const added = [...addedNodes].filter((node) => node instanceof Element)
      const fresh = added.flatMap((node) => [
        ...(node.matches(REGIONS) ? [node] : []),
        ...node.querySelectorAll(REGIONS),
      ])
      for (const region of fresh) changed.add(region)
      // What is told by a region of its own is not told by the one round it as well.
      const nearest = fresh.length === 0 ? within?.closest(REGIONS) : undefined
      if (nearest) changed.add(nearest)
    }
    for (const region of changed) if (region.isConnected) tell(region)
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** Begins to write down, picture by picture, what is being animated or in transition. */
export const watchMovement = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const moved: string[] = []
    window.movedHere = moved
    const look = (): void => {
      for (const one of document.getAnimations()) {
        const { target } = one.effect as KeyframeEffect
        moved.push(`${target?.getAttribute('class')} ${one.playState}`)
      }
      requestAnimationFrame(look)
    }
    look()
  })

/** What has moved since the last time this was asked. */
export const moved = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...new Set((window.movedHere ?? []).splice(0))])
