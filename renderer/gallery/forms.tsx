import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Card } from '../components/Card.tsx'
import { DateTimeField } from '../components/DateTimeField.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { CheckField, Select, TextArea, TextField } from '../components/fields.tsx'
import { PinPad } from '../components/PinPad.tsx'
import { TonesPanel } from '../components/Tones.tsx'
import styles from './gallery.module.css'
import screens from './screens.module.css'

type Kind = 'plasma' | 'serum'

const asks = new URLSearchParams(location.search).has('dialog')

/** Fields, the PIN pad and, with `?dialog`, a question. */
export function Forms() {
  const [code, setCode] = useState('FX05653142')
  const [kind, setKind] = useState<Kind | null>('plasma')
  const [at, setAt] = useState('2026-06-12T14:22:41')
  const [reason, setReason] = useState('')
  const [pin, setPin] = useState('1234')
  const [agreed, agree] = useState(true)
  const [open, setOpen] = useState(asks)
  return (
    <main className={styles.sheet}>
      <div className={styles.columns}>
        <Card title="Fields" padded>
          <div className={screens.stack}>
            <TextField
              label="Code of the tube"
              hint="Typed twice"
              code
              value={code}
              onChange={setCode}
            />
            <Select
              label="Kind"
              value={kind}
              onChange={setKind}
              options={[
                { value: 'plasma', label: 'Plasma' },
                { value: 'serum', label: 'Serum' },
              ]}
            />
            <DateTimeField label="Collected at" value={at} onChange={setAt} />
            <TextArea
              label="Reason"
              value={reason}
              onChange={setReason}
              error="Say why in a few words; it stays in the history"
            />
            <CheckField
              label="Dry ice weighed"
              note="2.5 kg or more"
              checked={agreed}
              onChange={agree}
            />
            <CheckField group="g" label="Send by courier" checked={agreed} onChange={agree} />
          </div>
        </Card>
        <Card title="Tones" padded>
          <TonesPanel />
        </Card>
        <Card title="PIN" padded>
          <PinPad
            value={pin}
            onChange={setPin}
            onConfirm={() => undefined}
            label="PIN of Ida Lindqvist"
          />
        </Card>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        question="Dispose of FX05653142?"
        role="alertdialog"
        ways={
          <>
            <Button kind="steel" onClick={() => setOpen(false)}>
              Keep it
            </Button>
            <Button kind="stop">Dispose, with a witness</Button>
          </>
        }
      >
        <p>The tube leaves the freezer for good. Its history stays.</p>
      </Dialog>
    </main>
  )
}
