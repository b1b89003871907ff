import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

const USAGE = `npm run test:hid -- --vm RUNNER [--only WORDS]

Drives real HID devices of a Linux kernel with the program's own port and driver. RUNNER is a program that runs the
command it is given on such a kernel, as root, with this folder in place and the module uhid loaded, and hands on its
output and its exit code. "--vm here" runs it on this computer.
`

/** Hands the cases to the machine with the kernel. The exit code is theirs. */
async function main(): Promise<number> {
  const options = { vm: { type: 'string' }, only: { type: 'string' } } as const
  const { vm, only } = parseArgs({ options }).values
  if (!vm) {
    console.error(USAGE)
    return 2
  }
  const root = resolve(import.meta.dirname, '../..')
  const guest = [process.execPath, 'test/hid/guest.ts', ...(only ? [only] : [])]
  const [program = '', ...args] = vm === 'here' ? guest : [resolve(vm), ...guest]
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => done(code ?? 1))
  })
}

process.exit(await main())
