import { COMMAND_CODES } from '#shared/scan/command-codes.ts'
import { Code } from '../../components/Code.tsx'
import { DataMatrix } from '../../components/DataMatrix.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './help.module.css'

/** The command barcodes with what each does: the bench works without mouse or keyboard. */
export function CommandSheet() {
  const t = useT()
  return (
    <ul className={styles.sheet}>
      {COMMAND_CODES.map(({ text, command }) => (
        <li key={text} className={styles.command}>
          <DataMatrix code={text} size={112} label={text} />
          <div>
            <h3 className={styles.commandName}>{t(`command.${command}`)}</h3>
            <p>{t(`command.${command}.does`)}</p>
            <Code>{text}</Code>
          </div>
        </li>
      ))}
    </ul>
  )
}
