import { createFakeHid } from '../../../electron/devices/fake-hid-port.ts'
import { createFakeTime } from '../../unit/devices/fake-time.ts'
import { deviceOf, type Rig } from './rig.ts'

/** The cases' devices in memory. `loses`: every so manieth report, to prove that the cases would tell. */
export function createFakeRig(loses = Number.POSITIVE_INFINITY): Rig {
  const hid = createFakeHid()
  const time = createFakeTime()
  let places = 0
  let sent = 0
  return {
    ...time,
    port: hid.port,
    async plug(kind, serialNumber) {
      let path = ''
      const plug = async () => {
        path = `/dev/hidraw${places++}`
        hid.plug(deviceOf(kind, serialNumber, path))
      }
      await plug()
      return {
        plug,
        send(report) {
          sent += 1
          if (sent % loses !== 0) hid.send(path, report)
        },
        unplug: async () => hid.unplug(path),
      }
    },
    end: async () => undefined,
  }
}
