import { useState } from 'react'
import { PinPad } from '../components/PinPad.tsx'
import { SignInDisplay } from '../components/SignInDisplay.tsx'
import styles from './screens.module.css'

/** A badge was read, the PIN is asked for. */
export function SignIn() {
  const [pin, setPin] = useState('1234')
  return (
    <main className={styles.signin}>
      <SignInDisplay
        status="Badge read"
        line="Ida Lindqvist"
        act="Enter your PIN"
        hint="Not you? Scan your own badge."
        person={{ name: 'Ida Lindqvist', role: 'Technician, Uppsala', badge: 'P-00417' }}
        announcement="Badge of Ida Lindqvist read. Enter your PIN."
      />
      <div className={styles.centre}>
        <PinPad
          value={pin}
          onChange={setPin}
          onConfirm={() => undefined}
          label="PIN of Ida Lindqvist"
        />
      </div>
    </main>
  )
}
