import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { cx } from './cx.ts'
import styles from './Dialog.module.css'

export interface DialogProps {
  open: boolean
  /** Escape, or a tap beside it where that is allowed. It must be the way that changes nothing. */
  onClose: () => void
  /** The title is the question. */
  question: ReactNode
  children?: ReactNode
  /** The ways out as verbs: buttons, the safest first. */
  ways: ReactNode
  /** `alertdialog` where something cannot be undone. */
  role?: 'dialog' | 'alertdialog'
  /** Closes by a tap beside it; only where nothing was typed. */
  dismissable?: boolean
  wide?: boolean
}

/** A question inside the program. A scan while it is open still reaches the scan sink. */
export function Dialog(props: DialogProps) {
  const { open, onClose, question, children, ways, role = 'dialog', dismissable, wide } = props
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      isOpen={open}
      onOpenChange={(stays) => !stays && onClose()}
      isDismissable={dismissable ?? false}
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <Heading slot="title" level={2} className={styles.question ?? ''}>
            {question}
          </Heading>
          <div className={styles.body}>{children}</div>
          <div className={styles.ways}>{ways}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
