import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { defaultDataFolder } from './data-folder.ts'

/** What the command line may say, the same for the window and for the browser host. */
export interface StartOptions {
  readonly folder: string
  /** 0 takes any free port. */
  readonly port: number
  /** Answers the first run's question without asking. */
  readonly setUp: 'demo' | 'empty' | null
  readonly service: { readonly url: string; readonly code: string } | null
}

/** Each takes a value, which is no word of its own. */
export const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  setup: { type: 'string' },
  service: { type: 'string' },
  code: { type: 'string' },
} as const

/** Reads the arguments after the program's name. What it does not know is left to Electron. */
export function readOptions(args: readonly string[]): Result<StartOptions, string> {
  const { values } = parseArgs({ args: [...args], strict: false, options: OPTIONS })
  const { data, setup, service, code } = values
  const port = Number(values.port ?? '0')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return err('--port takes 0 to 65535')
  if (setup !== undefined && setup !== 'demo' && setup !== 'empty')
    return err('--setup takes demo or empty')
  if ((service === undefined) !== (code === undefined))
    return err('--service URL and --code CODE go together')
  return ok({
    folder: typeof data === 'string' ? resolve(data) : defaultDataFolder(),
    port,
    setUp: setup ?? null,
    service: service === undefined ? null : { url: String(service), code: String(code) },
  })
}
