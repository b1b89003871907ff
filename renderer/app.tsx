import './app/no-eval.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { watchForDefects } from './app/defects.ts'
import { startScanning } from './app/scanner.ts'
import { startLearning } from './app/unknown.ts'
import { startLook } from './theme/look.ts'
import { installNonce } from './theme/nonce.ts'
import { playTone } from './tones/tones.ts'

installNonce()
startLook()
watchForDefects(window)
startScanning()
startLearning((saved) => playTone(saved ? 'success' : 'error'))
createRoot(document.getElementById('root')!).render(<App />)
