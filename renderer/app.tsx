import './app/no-eval.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { watchForDefects } from './app/defects.ts'
import { startScanning } from './app/scanner.ts'
import { installNonce } from './theme/nonce.ts'

installNonce()
watchForDefects(window)
startScanning()
createRoot(document.getElementById('root')!).render(<App />)
