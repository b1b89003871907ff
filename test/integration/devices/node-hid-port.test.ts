import { describe, expect, it } from 'vitest'
import { createNodeHidPort } from '../../../electron/devices/node-hid-port.ts'

const listeners = { data: () => undefined, error: () => undefined }

describe('the real HID port', () => {
  it('lists what this computer has, be it nothing', async () => {
    const listed = await createNodeHidPort().list()
    expect(listed.ok).toBe(true)
    for (const device of listed.ok ? listed.value : []) expect(device.path).not.toBe('')
  })

  it('rejects the opening of a device that is not there', async () => {
    await expect(createNodeHidPort().open('/dev/hidraw-none', listeners)).rejects.toThrow()
  })

  it('is a computer without HID where the native part does not load', async () => {
    const port = createNodeHidPort(() => Promise.reject(new Error('no native part')))
    expect(await port.list()).toEqual({
      ok: false,
      error: { type: 'no-hid', reason: 'no native part' },
    })
  })
})
