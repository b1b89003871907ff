import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isAct, runAct } from './acts-main.ts'
import { offerCode } from './enroll.ts'
import { HELD } from './keys-hold.ts'
import { systemRandom } from './secrets.ts'
import { type StartRefusal, startService } from './start.ts'
import { allBenches, revokeBench, theSite } from './store/benches.ts'

const args = process.argv.slice(2)
if (isAct(args[0])) process.exit(await runAct(args, dataFolder(args)))

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: ownFolder() },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '7410' },
    revoke: { type: 'string' },
    'new-epoch': { type: 'boolean', default: false },
  },
})

const started = await startService({
  folder: values.data,
  host: values.host,
  port: Number(values.port),
  now: Date.now,
  random: systemRandom,
  newEpoch: randomUUID,
  isRestored: values['new-epoch'],
  say: (line) => console.log(line),
})
if (!started.ok) {
  console.error(sentence(started.error))
  process.exit(1)
}

const service = started.value
const stop = () => service.stop().then(() => process.exit(0))
process.on('SIGINT', stop).on('SIGTERM', stop)
service.say(`Frostkeep service at ${service.address}, data in ${values.data}`)
if (values['new-epoch']) {
  service.say(
    'A new epoch has begun: each bench compares its order with these data and hands back what they lack.',
  )
}
if (values.revoke !== undefined) await revoke(Number.parseInt(values.revoke, 10))
await tell()
if (process.stdin.isTTY) {
  service.say('Press Enter for a new code.')
  process.stdin.on('data', () => void offerCode(service))
}

async function tell(): Promise<void> {
  const site = await theSite(service.database)
  if (!site) return service.say('No site yet: the first bench founds it.')
  // A new epoch has said so itself.
  if (!values['new-epoch'] && service.keys.hold.now()) service.say(HELD)
  service.say(`Site: ${site.name ?? site.stream}`)
  for (const { number, name, revoked } of await allBenches(service.database)) {
    service.say(`Bench ${number}: ${name}${revoked ? ' (access ended)' : ''}`)
  }
}

async function revoke(number: number): Promise<void> {
  const bench = await revokeBench(service.database, number || 0, Date.now())
  service.say(bench ? `The access of bench ${number} has been ended.` : 'There is no such bench.')
}

function sentence(refusal: StartRefusal): string {
  if (refusal.type === 'CannotWrite')
    return `The service cannot write to ${values.data}: ${refusal.why}. Choose another folder with --data DIR.`
  if (refusal.type === 'CannotListen') return `The service cannot listen: ${refusal.why}`
  return `A service (process ${refusal.pid}) works on ${values.data} already; its lock is ${refusal.file}`
}

/** Where an act of the centre finds the data. */
function dataFolder(given: readonly string[]): string {
  const options = { data: { type: 'string', default: ownFolder() } } as const
  const { values } = parseArgs({ args: [...given], strict: false, options })
  return typeof values.data === 'string' ? values.data : ownFolder()
}

function ownFolder(): string {
  return join(userData(), 'frostkeep-service')
}

/** Where this user's programs keep their data. */
function userData(): string {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? homedir()
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share')
}
