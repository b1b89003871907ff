import { IconPhoto, IconServer, IconX } from '@tabler/icons-react'
import { Button } from '../../components/Button.tsx'
import { Progress } from '../../components/Progress.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import type { Stage, Stages } from './use-stage.ts'

interface UnderWayProps {
  stage: Extract<Stage, { is: 'looking' | 'server' }>
  stages: Stages
}

/** A picture that is being read, or a rack scanner that reads; both can be called off. */
export function UnderWay({ stage, stages }: UnderWayProps) {
  const t = useT()
  if (stage.is === 'server')
    return (
      <EmptyState
        icon={IconServer}
        title={t('rescan.serverReads', { name: stage.source.source.name })}
        words={t('rescan.serverWords')}
        ways={
          <Button size={64} icon={IconX} onClick={stages.cancel}>
            {t('progress.cancel')}
          </Button>
        }
      />
    )
  const { name, done, of } = stage
  return (
    <EmptyState
      icon={IconPhoto}
      title={t('rescan.looking')}
      words={name}
      ways={
        <Progress
          label={t('rescan.looking')}
          value={done}
          total={of}
          words={of === 0 ? t('rescan.lookingWhole') : t('rescan.lookingWells', { done, of })}
          onCancel={stages.cancel}
        />
      }
    />
  )
}
