import { systemClock } from '../../electron/clock.ts'
import { createNodeHidPort } from '../../electron/devices/node-hid-port.ts'
import { KINDS, type Rig } from '../support/devices/rig.ts'
import { DESCRIPTORS } from './descriptors.ts'
import { plugUhid, type UhidDevice } from './uhid.ts'

/** The cases' devices in a real kernel, read by the real port. */
export function createKernelRig(): Rig {
  const plugged = new Set<UhidDevice>()
  const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

  async function pass(ms: number): Promise<void> {
    for (const device of plugged) device.pump()
    await sleep(ms)
  }

  async function settled(device: UhidDevice): Promise<void> {
    while (!device.pump()) await sleep(5)
  }

  return {
    port: createNodeHidPort(),
    clock: systemClock,
    timers: { set: setTimeout, clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
    pass,
    async plug(kind, serialNumber) {
      const { vendorId, productId } = KINDS[kind]
      const descriptor = DESCRIPTORS[kind]
      const identity = { name: `Virtual ${kind}`, serialNumber, vendorId, productId, descriptor }
      let device: UhidDevice
      const plug = async () => {
        device = plugUhid(identity)
        plugged.add(device)
        await settled(device)
      }
      await plug()
      return {
        plug,
        send: (report) => device.send(report),
        async unplug() {
          plugged.delete(device)
          device.unplug()
        },
      }
    },
    async end() {
      for (const device of plugged) device.unplug()
      plugged.clear()
      // The kernel takes them out in its own time, and the next case must not find them.
      await sleep(300)
    },
  }
}
