import { describe, expect, it } from 'vitest'
import { createFakeRig } from '../../support/devices/fake-rig.ts'
import { HID_CASES } from '../../support/devices/hid-cases.ts'

// The same list runs over the devices of a real kernel: `npm run test:hid`.
describe('scanners in memory, as those of a real kernel', () => {
  it.each(HID_CASES.map((one) => [one.name, one] as const))('%s', async (_, { run }) => {
    const { sent, heard } = await run(createFakeRig())
    expect(heard).toBe(sent)
  })

  it('would be seen to lose a report', async () => {
    const [many, long] = HID_CASES
    await expect(many?.run(createFakeRig(400))).rejects.toThrow('in vain')
    await expect(long?.run(createFakeRig(50))).rejects.toThrow()
  })
})
