import type { RescanView } from '#shared/contract/rescan.ts'
import { OnPaper, useIsPrinting } from '../../app/Print.tsx'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { differencesOf } from './Differences.tsx'
import styles from './rescan.module.css'

/** The differences as they go on paper, to be looked for at the freezer. Drawn only to be printed. */
export function DifferencesPaper({ view }: { view: RescanView }) {
  const t = useT()
  const names = useNames()
  const sentence = useSentence()
  if (!useIsPrinting()) return null
  const { box } = view
  const cells = differencesOf(view)
  return (
    <OnPaper>
      <div className={styles.paper}>
        <h1>{sentence('rescan.paper', { box: box.code }).shown}</h1>
        <p>
          {box.path} · {t('box.paperAt', { moment: names.moment(Date.now()) })}
        </p>
        <p>{t('rescan.tubesRead', { n: view.seen.length, of: view.cells.length })}</p>
        {cells.length === 0 && <p>{t('rescan.asRecorded')}</p>}
        <table>
          <thead>
            <tr>
              <th>{t('rescan.paper.position')}</th>
              <th>{t('rescan.paper.finding')}</th>
              <th>{t('rescan.paper.read')}</th>
              <th>{t('rescan.paper.recorded')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ index, name, finding, code, recorded, from }) => (
              <tr key={index}>
                <td>
                  <Code strong>{name}</Code>
                </td>
                <td>{t(`rescan.finding.${finding}`)}</td>
                <td>{code !== null && <Code>{code}</Code>}</td>
                <td>
                  {recorded.map((one) => (
                    <Code key={one.specimen}>{`${one.code} `}</Code>
                  ))}
                  {from && <Code>{`→ ${from.box}/${from.position}`}</Code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </OnPaper>
  )
}
