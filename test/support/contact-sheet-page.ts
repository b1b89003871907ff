import { chromium } from '@playwright/test'

export interface Cell {
  /** A screen as PNG. */
  readonly picture: Uint8Array
  readonly caption: string
}

const COLUMNS = 3
const HALF = { width: 720, height: 450 }
const GAP = 18
const CAPTION = 30
const QUALITY = 0.5

/** Screens at half their size in a grid, with their captions, as one WebP. */
export async function sheetOf(cells: readonly Cell[]): Promise<Buffer> {
  const browser = await chromium.launch({
    executablePath: process.env.FROSTKEEP_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    const given = cells.map(({ picture, caption }) => ({
      address: `data:image/png;base64,${Buffer.from(picture).toString('base64')}`,
      caption,
    }))
    const sheet = { given, COLUMNS, HALF, GAP, CAPTION, QUALITY }
    const address = await page.evaluate(draw, sheet)
    return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
  } finally {
    await browser.close()
  }
}

interface Sheet {
  readonly given: readonly { readonly address: string; readonly caption: string }[]
  readonly COLUMNS: number
  readonly HALF: typeof HALF
  readonly GAP: number
  readonly CAPTION: number
  readonly QUALITY: number
}

/** Runs in the page: gives back a `data:` address. */
async function draw(sheet: Sheet): Promise<string> {
  const { given, COLUMNS, HALF, GAP, CAPTION, QUALITY } = sheet
  const rows = Math.ceil(given.length / COLUMNS)
  const canvas = document.createElement('canvas')
  canvas.width = COLUMNS * (HALF.width + GAP) + GAP
  canvas.height = rows * (HALF.height + CAPTION + GAP) + GAP
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('There is no canvas')
  pen.fillStyle = '#8b9aa5'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = 'high'
  pen.font = '600 18px sans-serif'
  for (const [at, { address, caption }] of given.entries()) {
    const x = GAP + (at % COLUMNS) * (HALF.width + GAP)
    const y = GAP + Math.floor(at / COLUMNS) * (HALF.height + CAPTION + GAP)
    pen.fillStyle = '#0a1217'
    pen.fillText(`${at + 1}  ${caption}`, x, y + 20)
    const image = new Image()
    image.src = address
    await image.decode()
    pen.drawImage(image, x, y + CAPTION, HALF.width, HALF.height)
  }
  return canvas.toDataURL('image/webp', QUALITY)
}
