import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Logo } from '../components/Logo.tsx'
import { useT } from '../i18n/use-t.ts'
import { FirstRunScreen } from '../screens/first-run/FirstRunScreen.tsx'
import { KeepBadgeScreen } from '../screens/first-run/KeepBadgeScreen.tsx'
import { RecoveryAlone } from '../screens/recovery/RecoveryAlone.tsx'
import { WentOnAlone } from '../screens/recovery/WentOnAlone.tsx'
import { useWentOn } from '../screens/recovery/went-on.ts'
import { SignInScreen } from '../screens/sign-in/SignInScreen.tsx'
import { FrostkeepProvider } from '../theme/Provider.tsx'
import styles from './app.module.css'
import { Boundary } from './Broken.tsx'
import { BenchProvider, useBench } from './bench.tsx'
import { useCameraGuard } from './camera/use-camera-guard.ts'
import { client, useConnection } from './client.ts'
import { pathOf } from './go.ts'
import { followChanges, queryClient, useLive } from './live.ts'
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
  const { stage, keeping } = useBench()
  const badge = useNewBadge()
  const wentOn = useWentOn()
  useCameraGuard(stage === 'signed-in')
  if (badge !== null) return <KeepBadgeScreen badge={badge} />
  if (stage !== 'signed-in') {
    // Where nobody can sign in, this is the only way on, and the only place to tell of it.
    if (wentOn !== undefined) return <WentOnAlone told={wentOn} onSeen={startAtHome} />
    if (keeping.state === 'damaged') return <DamagedStart />
  }
  switch (stage) {
    case 'first-run':
      return <FirstRunScreen />
    case 'signed-out':
      return <SignInScreen />
    case 'signed-in':
      return <Work />
  }
}

/** Who signs in next begins at home, and not at the place that led to the change. */
const startAtHome = (): void => void router.navigate({ to: pathOf('home'), replace: true })

/** People who can still be read sign in as ever; where nobody can be read, recovery stands open. */
function DamagedStart() {
  const { data: people } = useLive(['people'], () => client.session.people())
  if (people === undefined) return <Waiting />
  return people.length === 0 ? <RecoveryAlone /> : <SignInScreen />
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
