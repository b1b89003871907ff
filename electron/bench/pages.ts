import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** One file of the screens with everything that goes with it. */
export interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const NOT_FOUND: Page = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: new TextEncoder().encode('Not found'),
}

/** Serves the built screens, the same to `app://` and to the loopback host: nothing outside of `root`. */
export async function servePage(root: string, path: string): Promise<Page> {
  const name = path === '/' ? '/index.html' : path
  const file = fileBelow(root, name)
  if (!file) return NOT_FOUND
  let body: Uint8Array
  try {
    body = await readFile(file)
  } catch {
    return NOT_FOUND
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  if (extname(file) !== '.html') {
    return { status: 200, headers: { 'content-type': type, ...assetHeaders(name) }, body }
  }
  const nonce = randomBytes(16).toString('base64')
  const html = new TextDecoder().decode(body).replaceAll('__CSP_NONCE__', nonce)
  return {
    status: 200,
    headers: { 'content-type': type, ...COMMON, 'content-security-policy': pagePolicy(nonce) },
    body: new TextEncoder().encode(html),
  }
}

function fileBelow(root: string, path: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  if (decoded.includes('\u0000')) return null
  const file = normalize(join(root, decoded))
  return file.startsWith(normalize(root) + sep) ? file : null
}

const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), hid=(), serial=()',
  'cache-control': 'no-store',
} as const

/** A worker has a policy of its own; only the decoder's may compile WebAssembly. */
const assetHeaders = (path: string): Record<string, string> =>
  path.includes('.worker-')
    ? {
        ...COMMON,
        'content-security-policy':
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
      }
    : { ...COMMON }

const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob: mediastream:",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
