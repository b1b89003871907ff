import { describe, expect, it } from 'vitest'
import type { Result } from '#shared/lib/result.ts'
import { rawScanOf, type Scan, type ScanRefusal, type ScanSource } from '#shared/scan/scan.ts'
import { createScanHub } from '../../../renderer/devices/scan-hub.ts'

function hubWithEar() {
  const hub = createScanHub()
  const heard: Result<Scan, ScanRefusal>[] = []
  const unsubscribe = hub.subscribe((result) => heard.push(result))
  const push = (text: string, at: number, source: ScanSource = 'hid', aim?: string) =>
    hub.push(rawScanOf(text, { source, device: 'd', at, ...(aim === undefined ? {} : { aim }) }))
  const texts = () => heard.map((one) => (one.ok ? one.value.text : one.error.type))
  return { hub, heard, unsubscribe, push, texts }
}

describe('the scan hub', () => {
  it.each<ScanSource>(['hid', 'serial', 'wedge', 'camera', 'typed'])(
    'passes a %s read on',
    (source) => {
      const { push, heard } = hubWithEar()
      push('ABC', 1, source, ']d1')
      expect(heard).toEqual([
        {
          ok: true,
          value: {
            text: 'ABC',
            aim: ']d1',
            symbology: 'Data Matrix ECC 200',
            encoding: 'utf-8',
            source,
            device: 'd',
            at: 1,
          },
        },
      ])
    },
  )

  it('makes one of a double read, whichever source it is from', () => {
    const { push, texts } = hubWithEar()
    push('ABC', 0)
    push('ABC\r', 100, 'wedge')
    push('ABC', 900, 'camera')
    push('ABC', 2_500, 'camera')
    expect(texts()).toEqual(['ABC', 'ABC'])
  })

  it('tells of a refusal once while the camera sees it on', () => {
    const { push, texts } = hubWithEar()
    for (let at = 0; at < 1_000; at += 66) push('A\u0000', at, 'camera')
    push('B\u0000', 1_000, 'camera')
    expect(texts()).toEqual(['ControlCharacter', 'ControlCharacter'])
  })

  it('keeps an answer to a command to itself', () => {
    const { push, texts } = hubWithEar()
    push('REVINF', 0, 'hid', ']Z6')
    expect(texts()).toEqual([])
  })

  it('tells every listener, until it unsubscribes', () => {
    const { hub, push, texts, unsubscribe } = hubWithEar()
    let other = 0
    hub.subscribe(() => {
      other += 1
    })
    push('A', 0)
    unsubscribe()
    push('B', 1)
    expect(texts()).toEqual(['A'])
    expect(other).toBe(2)
  })
})
