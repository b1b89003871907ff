import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Logo } from '../components/Logo.tsx'
import { useT } from '../i18n/use-t.ts'
import { FirstRunScreen } from '../screens/first-run/FirstRunScreen.tsx'
import { KeepBadgeScreen } from '../screens/first-run/KeepBadgeScreen.tsx'
import { SignInScreen } from '../screens/sign-in/SignInScreen.tsx'
import { FrostkeepProvider } from '../theme/Provider.tsx'
import styles from './app.module.css'
import { Boundary } from './Broken.tsx'
import { BenchProvider, useBench } from './bench.tsx'
import { useConnection } from './client.ts'
import { followChanges, queryClient } from './live.ts'
import { useNewBadge } from './new-badge.ts'
import { Palette } from './Palette.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { router } from './router.tsx'

/** The whole of the screen. */
export const App = () => (
  <FrostkeepProvider>
    <QueryClientProvider client={queryClient}>
      <Boundary>
        <BenchProvider waiting={<Waiting />}>
          <Stage />
        </BenchProvider>
      </Boundary>
    </QueryClientProvider>
  </FrostkeepProvider>
)

/** A bench that is not set up, one that nobody has signed in to, and one that is being worked at. */
function Stage() {
  const { stage } = useBench()
  const badge = useNewBadge()
  if (badge !== null) return <KeepBadgeScreen badge={badge} />
  switch (stage) {
    case 'first-run':
      return <FirstRunScreen />
    case 'signed-out':
      return <SignInScreen />
    case 'signed-in':
      return <Work />
  }
}

function Work() {
  useEffect(() => {
    const end = new AbortController()
    followChanges(end.signal)
    return () => {
      end.abort()
      // Who signs in next sees the answers of then, not those from before the bench was locked.
      queryClient.clear()
    }
  }, [])
  return (
    <>
      <RouterProvider router={router} />
      <PersonMenu />
      <Palette />
    </>
  )
}

function Waiting() {
  const t = useT()
  const connection = useConnection()
  return (
    <main className={styles.waiting} aria-busy="true">
      <Logo size={72} />
      <p role="status">{connection === 'lost' ? t('connection.lost') : t('connection.opening')}</p>
    </main>
  )
}
