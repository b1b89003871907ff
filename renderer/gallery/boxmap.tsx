import { useState } from 'react'
import { BoxMap } from '../components/BoxMap.tsx'
import { Card } from '../components/Card.tsx'
import { Legend } from '../components/Legend.tsx'
import { boxOf, letters, MIXED_BOX, numbers } from './boxes.ts'
import styles from './gallery.module.css'

const WIDE = boxOf(Array.from({ length: 16 }, () => 'oooooooooooo....T...HHCQ').join(' '))
const SMALL = boxOf('oooooo?oo ooST.....')

/** Box maps of three sizes. */
export function BoxMaps() {
  const [selected, select] = useState(23)
  return (
    <main className={styles.sheet}>
      <div className={styles.columns}>
        <Card label="Box BX-19822" padded>
          <BoxMap
            rows={9}
            columns={9}
            rowLabels={letters(9)}
            columnLabels={numbers(9)}
            cells={MIXED_BOX}
            selected={selected}
            target={21}
            onSelect={select}
            ariaLabel="Box BX-19822"
          />
          <Legend states={['empty', 'filled', 'target', 'contested', 'held']} />
        </Card>
        <Card label="Plates" padded>
          <BoxMap
            rows={2}
            columns={9}
            rowLabels={letters(2)}
            columnLabels={numbers(9)}
            cells={SMALL}
            target={12}
            landed={{ index: 11, key: 1 }}
            pulse={{ index: 3, key: 1 }}
            ariaLabel="Two rows"
          />
          <BoxMap
            rows={16}
            columns={24}
            rowLabels={letters(16)}
            columnLabels={numbers(24)}
            cells={WIDE}
            selected={30}
            target={40}
            ariaLabel="Plate of 384"
          />
        </Card>
      </div>
    </main>
  )
}
