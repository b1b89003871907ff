import { IconBoxSeam } from '@tabler/icons-react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { FreezerView } from '#shared/contract/views.ts'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { RackDrawers } from '../../components/RackDrawers.tsx'
import type { Sentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AddBox } from './AddBox.tsx'
import { drawersOf, type RackPlace } from './rack-views.ts'

interface RackCardProps {
  freezer: FreezerView
  place: RackPlace
  move: string | undefined
  onMade: (made: Sentence) => void
}

/** The boxes of one rack; a free level takes a new box. */
export function RackCard({ freezer, place, move, onMade }: RackCardProps) {
  const t = useT()
  const intl = useIntl()
  const go = useGo()
  const [adding, add] = useState<number>()
  const { rack, name } = place
  const free = rack.boxes.indexOf(null)
  const open = (id: string) => {
    const index = Number(id)
    const box = rack.boxes[index]
    if (!box) return add(index)
    void go({ to: 'box', container: box.container, ...(move !== undefined && { move }) })
  }
  const full = rack.capacity === 0 ? 0 : rack.taken / rack.capacity
  return (
    <Card
      title={<Code size={22}>{name}</Code>}
      aside={t('freezers.full', {
        part: intl.formatNumber(full, { style: 'percent', maximumFractionDigits: 0 }),
      })}
      padded
      scrolls
      foot={
        free >= 0 && (
          <Button icon={IconBoxSeam} wide onClick={() => add(free)}>
            {t('freezers.addBox')}
          </Button>
        )
      }
    >
      <RackDrawers
        drawers={drawersOf(rack, t)}
        onOpen={open}
        vacant={t('freezers.noBox')}
        ariaLabel={t('freezers.boxesOf', { name })}
      />
      {adding !== undefined && (
        <AddBox
          rack={rack}
          path={`${freezer.name}/${name}`}
          index={adding}
          onClose={() => add(undefined)}
          onMade={onMade}
        />
      )}
    </Card>
  )
}
