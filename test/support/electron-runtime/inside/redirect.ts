// Preloaded into every process of the test Electron. better-sqlite3 comes prebuilt for Node-API 10;
// under an older one this loads the build that lies beside this file instead. It belongs to the
// runtime, so that the product knows nothing of it. A script without imports: `--require` takes
// CommonJS.
{
  const ownBuild = __filename.replace(/redirect\.cjs$/, 'better_sqlite3.node')
  const prebuilt = /[\\/]better-sqlite3[\\/]prebuilds[\\/][^\\/]+\.node$/
  const once = Symbol.for('frostkeep.test.redirect')

  if (Number(process.versions.napi) < 10 && !(once in process)) {
    Object.defineProperty(process, once, { value: true })
    redirectThisThread()
    redirectWorkers()
    redirectChildren()
  }

  function redirectThisThread(): void {
    const dlopen = process.dlopen
    process.dlopen = function redirected(this: NodeJS.Process, module, filename, ...rest) {
      return dlopen.call(this, module, prebuilt.test(filename) ? ownBuild : filename, ...rest)
    }
  }

  /** A worker thread has a `process` of its own. */
  function redirectWorkers(): void {
    const threads = process.getBuiltinModule('node:worker_threads')
    class Worker extends threads.Worker {
      constructor(file: string | URL, options: import('node:worker_threads').WorkerOptions = {}) {
        const given = options.execArgv ?? process.execArgv.filter((one) => !/^--inspect/.test(one))
        super(file, { ...options, execArgv: ['--require', __filename, ...given] })
      }
    }
    Object.defineProperty(threads, 'Worker', { value: Worker })
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
  }

  /** Forks and utility processes read NODE_OPTIONS. */
  function redirectChildren(): void {
    const flag = `--require "${__filename}"`
    const given = process.env.NODE_OPTIONS ?? ''
    if (!given.includes(flag)) process.env.NODE_OPTIONS = `${given} ${flag}`.trim()
  }
}
