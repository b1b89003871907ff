import { IconHome } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { useT } from '../i18n/use-t.ts'
import styles from './app.module.css'

/** Instead of a blank page: what happened in a plain sentence, the details at hand, a way on. */
export function Broken({ error }: { error: unknown }) {
  const t = useT()
  const restart = () => {
    location.hash = '#/'
    location.reload()
  }
  return (
    <main className={styles.broken}>
      <Banner
        tone="stop"
        action={
          <Button icon={IconHome} onClick={restart}>
            {t('defect.restart')}
          </Button>
        }
      >
        {t('defect.screen')}
      </Banner>
      <DefectDetails stack={stackOf(error)} />
    </main>
  )
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

export function DefectDetails({ stack }: { stack: string }) {
  const t = useT()
  return (
    <details className={styles.details}>
      <summary>{t('defect.details')}</summary>
      <pre data-copy>{stack}</pre>
    </details>
  )
}

/** Catches what a screen throws while it is drawn. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children
  }
}
