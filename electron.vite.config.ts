import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

// Pinned rather than left to the newest Electron: one build has to run on Electron 33 too.
const NODE = 'node20.18'
const CHROME = 'chrome130'

/** electron-vite insists on `./`, which breaks a reload of a page below the first level. */
const rootedPaths: Plugin = {
  name: 'frostkeep:rooted-paths',
  config: () => ({ base: '/' }),
}

export default defineConfig({
  main: {
    build: {
      target: NODE,
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          main: at('electron/main.ts'),
          serve: at('electron/serve.ts'),
          'store-worker': at('electron/store/worker.ts'),
        },
        // Beside the entries, so that `new URL('./store-worker.js', import.meta.url)` holds in a chunk.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      externalizeDeps: false, // a sandboxed preload can require nothing but electron
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), rootedPaths],
    worker: { format: 'es' },
    build: {
      target: CHROME,
      outDir: at('out/renderer'),
      minify: true,
      chunkSizeWarningLimit: 4_000, // kB; the files come from this computer
      assetsInlineLimit: 0, // keeps `data:` out of the content security policy
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
