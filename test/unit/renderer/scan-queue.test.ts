import { describe, expect, test } from 'vitest'
import { createScanQueue } from '../../../renderer/app/scan-queue.ts'
import type { Scan } from '../../../shared/scan/scan.ts'

const scan = (text: string): Scan => ({
  text,
  encoding: 'utf-8',
  source: 'wedge',
  device: 'keyboard',
  at: 0,
})

function queue() {
  const defects: unknown[] = []
  const badges: string[] = []
  const scans = createScanQueue({
    onDefect: (error) => defects.push(error),
    onBadge: ({ text }) => void badges.push(text),
    settle: () => Promise.resolve(),
  })
  return { scans, defects, badges }
}

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

describe('a scanner for badges', () => {
  const badge = (text: string): Scan => ({ ...scan(text), source: 'hid', isBadge: true })

  test('never names a tube: what it reads goes past a screen that takes tubes', async () => {
    const { scans, badges } = queue()
    const tubes: string[] = []
    scans.mount({ handle: ({ text }) => void tubes.push(text) })
    scans.take(badge('TUBE-1'))
    scans.take(scan('TUBE-2'))
    await rest()
    expect({ tubes, badges }).toEqual({ tubes: ['TUBE-2'], badges: ['TUBE-1'] })
  })

  test('is heard by the screen that asks for badges', async () => {
    const { scans, badges } = queue()
    const asked: string[] = []
    scans.mount({ handle: ({ text }) => void asked.push(text), takesBadges: true })
    scans.take(badge('BADGE-1'))
    await rest()
    expect({ asked, badges }).toEqual({ asked: ['BADGE-1'], badges: [] })
  })
})

describe('the queue of scans', () => {
  test('hands the next scan over only when the former is done', async () => {
    const { scans } = queue()
    const seen: string[] = []
    let finish: (() => void) | undefined
    scans.mount({
      handle: ({ text }) => {
        seen.push(text)
        return new Promise<void>((done) => {
          finish = done
        })
      },
    })
    scans.take(scan('A'))
    scans.take(scan('B'))
    await rest()
    expect(seen).toEqual(['A'])
    finish?.()
    await rest()
    expect(seen).toEqual(['A', 'B'])
  })

  test('keeps scans for the next screen while none is there', async () => {
    const { scans } = queue()
    const seen: string[] = []
    scans.take(scan('A'))
    await rest()
    expect(seen).toEqual([])
    scans.mount({ handle: ({ text }) => void seen.push(text) })
    await rest()
    expect(seen).toEqual(['A'])
  })

  test('gives a scan to the sink that is on top when its turn comes', async () => {
    const { scans } = queue()
    const seen: string[] = []
    scans.mount({ handle: ({ text }) => void seen.push(`screen ${text}`) })
    const close = scans.mount({ handle: ({ text }) => void seen.push(`dialog ${text}`) })
    scans.take(scan('A'))
    await rest()
    close()
    scans.take(scan('B'))
    await rest()
    expect(seen).toEqual(['dialog A', 'screen B'])
  })

  test('waits while the screen is being changed, and goes on with all of them in order', async () => {
    const { scans } = queue()
    const seen: string[] = []
    scans.mount({ handle: ({ text }) => void seen.push(text) })
    const resume = scans.pause()
    scans.take(scan('A'))
    scans.take(scan('B'))
    await rest()
    expect(seen).toEqual([])
    resume()
    await rest()
    expect(seen).toEqual(['A', 'B'])
  })

  test('hands nothing to a screen that goes in the stroke in which the next one comes', async () => {
    const { scans } = queue()
    const seen: string[] = []
    const leave = scans.mount({ handle: ({ text }) => void seen.push(`former ${text}`) })
    const resume = scans.pause()
    scans.take(scan('A'))
    await rest()
    resume()
    leave()
    scans.mount({ handle: ({ text }) => void seen.push(`next ${text}`) })
    await rest()
    expect(seen).toEqual(['next A'])
  })

  test('a handler that throws is a defect and costs no other scan', async () => {
    const { scans, defects } = queue()
    const seen: string[] = []
    scans.mount({
      handle: ({ text }) => {
        if (text === 'A') throw new Error('a defect')
        seen.push(text)
      },
    })
    scans.take(scan('A'))
    scans.take(scan('B'))
    await rest()
    expect(seen).toEqual(['B'])
    expect(defects).toEqual([new Error('a defect')])
  })
})
