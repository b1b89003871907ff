import { parseArgs } from 'node:util'
import { OPTIONS } from './bench/options.ts'

/** Work that needs no window: takes the arguments after its name, prints, and returns the exit code. */
export type Tool = (args: readonly string[]) => Promise<number>

/** By their names, each loaded when it is asked for: the bench starts without them. */
export type Tools = Readonly<Record<string, () => Promise<Tool>>>

export const TOOLS: Tools = {
  verify: async () => (await import('./store/verify/tool.ts')).verifyTool,
  rebuild: async () => (await import('./bench/rebuild-tool.ts')).rebuildTool,
}

/** The exit code when a tool could not do its work, whatever it would have found. */
const FAILED = 2

export interface ToolCall {
  readonly name: string
  readonly args: readonly string[]
}

/**
 * What the first word of the command line asks for, e.g. `frostkeep verify FILE`; null when there is no
 * word, which means the bench itself. Options, with the values of ours, may stand before it.
 */
export function toolCall(args: readonly string[]): ToolCall | null {
  const { tokens } = parseArgs({ args: [...args], strict: false, options: OPTIONS, tokens: true })
  const word = tokens.find((token) => token.kind === 'positional')
  return word ? { name: word.value, args: args.slice(word.index + 1) } : null
}

/**
 * Runs a tool to its end, until all that it said has left this process; the exit code. Never rejects,
 * since the caller can only exit.
 */
export async function runTool(call: ToolCall, tools: Tools = TOOLS): Promise<number> {
  const code = await attempt(call, tools)
  await Promise.all([process.stdout, process.stderr].map(drain))
  return code
}

async function attempt({ name, args }: ToolCall, tools: Tools): Promise<number> {
  const load = Object.hasOwn(tools, name) ? tools[name] : undefined
  if (!load) {
    console.error(`Frostkeep has no tool "${name}", only: ${Object.keys(tools).join(', ')}`)
    return FAILED
  }
  try {
    const tool = await load()
    return await tool(args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return FAILED
  }
}

/** A pipe may be slower than we are, and leaving would cut it off. */
function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}
