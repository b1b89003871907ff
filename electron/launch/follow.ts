import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** The exit code of the dynamic linker when the system lacks a library. */
const LIBRARY_MISSING = 127

/** How a window's program ended: with its own exit code, or before it could say anything by itself. */
export type Ended =
  | { readonly type: 'ended'; readonly code: number }
  | { readonly type: 'no-window'; readonly reason: 'lacksLibrary' | 'noWindow' }

/** Runs a program on this terminal until it ends, and ends it when this process is told to end. */
export async function follow(program: string, args: readonly string[]): Promise<number> {
  const { code } = await passing(spawn(program, args, { stdio: 'inherit' }))
  return code ?? 1
}

/**
 * The same for Electron, which tells by a message that it shows a window or has said why it does not. One
 * that ends before with a fault had no display, or none that works, or is broken; what it said of that is
 * Chromium's own and helps nobody, so it is kept back.
 */
export async function followWindow(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'pipe', 'ipc'] })
  let kept: Buffer[] | null = []
  const release = () => {
    for (const chunk of kept ?? []) process.stderr.write(chunk)
    kept = null
  }
  child.stderr!.on('data', (chunk: Buffer) => {
    if (kept) kept.push(chunk)
    else process.stderr.write(chunk)
  })
  child.once('message', release)
  const { code, wasTold } = await passing(child).catch(() => CANNOT_START)
  if (code === LIBRARY_MISSING) return { type: 'no-window', reason: 'lacksLibrary' }
  if (kept && code !== 0 && !wasTold) return { type: 'no-window', reason: 'noWindow' }
  release()
  return { type: 'ended', code: code ?? 1 }
}

/** A program that is there and cannot be run, as one for another kind of computer. */
const CANNOT_START = { code: 1, wasTold: false }

/** Waits for a child's end; `wasTold` when this process was told to end meanwhile. */
async function passing(child: ChildProcess): Promise<{ code: number | null; wasTold: boolean }> {
  let wasTold = false
  const pass = (signal: NodeJS.Signals) => {
    wasTold = true
    child.kill(signal)
  }
  // On Ctrl-C the terminal tells the child as well; this process only has to outlive it.
  const wait = () => {
    wasTold = true
  }
  process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', wait)
  try {
    const [code] = await once(child, 'exit')
    return { code, wasTold }
  } finally {
    process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', wait)
  }
}
