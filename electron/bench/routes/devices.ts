import type { Base } from './base.ts'

/** Scanners: which there are, what each is for, what they send. */
export function devices({ bench, os, reading, seated }: Base) {
  const { scanners } = bench
  return {
    view: reading.devices.view.handler(() => scanners.view()),
    // Both go on while nobody does anything, and hold nothing open: the bench locks itself all the same.
    watch: os.devices.watch.handler(async function* ({ signal }) {
      yield* scanners.watch(signal)
    }),
    bytes: seated.devices.bytes.handler(async function* ({ signal }) {
      yield* scanners.bytes(signal)
    }),
    setRole: seated.devices.setRole.handler(({ input }) => scanners.setRole(input.key, input.role)),
    forget: seated.devices.forget.handler(({ input }) => scanners.forget(input.key)),
    look: seated.devices.look.handler(() => scanners.look()),
    serialPorts: seated.devices.serialPorts.handler(() => scanners.serialPorts()),
    setSerial: seated.devices.setSerial.handler(({ input }) => scanners.setSerial(input.lines)),
  }
}
