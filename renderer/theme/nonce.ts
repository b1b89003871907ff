import { setNonce } from 'get-nonce'

const PLACEHOLDER = '__CSP_NONCE__'

/**
 * Reads the nonce that the host wrote into `<meta name="csp-nonce">`.
 * Empty when the host wrote none, as on a page served for development.
 */
export function readNonce(document: Document): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  return content === PLACEHOLDER ? '' : content
}

/** The nonce for Mantine's own style element. */
export const getStyleNonce = (): string => readNonce(document)

/** Hands the nonce to the scroll lock, which writes a style element of its own. Call once, first. */
export function installNonce(): void {
  const nonce = getStyleNonce()
  if (nonce) setNonce(nonce)
}
