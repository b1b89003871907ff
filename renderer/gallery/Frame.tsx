import type { ReactNode } from 'react'
import { Shell } from '../components/Shell.tsx'
import { useRail } from '../components/use-rail.ts'

interface FrameProps {
  title: ReactNode
  subtitle?: ReactNode
  current: string
  scanner?: boolean
  children: ReactNode
}

const nowhere = () => undefined

/** A shell as a bench sees it in the afternoon, offline. */
export function Frame({ title, subtitle, current, scanner = true, children }: FrameProps) {
  return (
    <Shell
      {...useRail(4)}
      title={title}
      subtitle={subtitle}
      current={current}
      onGo={nowhere}
      sync={{ online: false, words: 'Offline - 12 changes waiting, oldest 14:02' }}
      scanner={scanner ? { ready: true, words: 'Scanner ready' } : undefined}
      person={{ name: 'Ida Lindqvist', onOpen: nowhere }}
    >
      {children}
    </Shell>
  )
}
