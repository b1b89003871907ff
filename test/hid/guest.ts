import { HID_CASES } from '../support/devices/hid-cases.ts'
import { createKernelRig } from './kernel-rig.ts'
import { WEDGE_CASE } from './wedge-case.ts'

/** Runs in the machine with the real kernel: every case over its devices, and a table of what came of them. */
async function main(): Promise<void> {
  const only = process.argv[2]
  const cases = [...HID_CASES, WEDGE_CASE].filter(({ name }) => !only || name.includes(only))
  let failed = 0
  console.log(row('', 'case', 'sent', 'heard', 'seconds'))
  for (const { name, run } of cases) {
    const rig = createKernelRig()
    const began = performance.now()
    const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
    try {
      const { sent, heard } = await run(rig)
      if (sent !== heard) throw new Error(`${sent} were sent and ${heard} heard`)
      console.log(row('ok', name, `${sent}`, `${heard}`, seconds()))
    } catch (error) {
      failed += 1
      console.log(row('FAIL', name, '', '', seconds()))
      console.log(
        `      ${error instanceof Error ? error.message.split('\n').join('\n      ') : error}`,
      )
    }
    await rig.end()
  }
  console.log(`${cases.length - failed} passed, ${failed} failed`)
  process.exit(failed === 0 ? 0 : 1)
}

const row = (ok: string, name: string, sent: string, heard: string, seconds: string): string =>
  `${ok.padEnd(5)} ${name.padEnd(48)} ${sent.padStart(6)} ${heard.padStart(6)} ${seconds.padStart(8)}`

await main()
