import styles from './Kbd.module.css'

/** The keys of a shortcut, as they stand on the keyboard. */
export const Kbd = ({ children }: { children: string }) => (
  <kbd className={styles.kbd}>{children}</kbd>
)
