import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Serves `renderer/gallery.html`, the page of all components, for pictures and for axe. */
export default defineConfig({
  root: fileURLToPath(new URL('../../renderer', import.meta.url)),
  plugins: [react()],
  server: { port: 5199, strictPort: true, hmr: false },
  build: { target: 'chrome130', assetsInlineLimit: 0 },
})
