import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Logo } from '../components/Logo.tsx'
import { useT } from '../i18n/use-t.ts'
import { FirstRunScreen } from '../screens/first-run/FirstRunScreen.tsx'
import { SignInScreen } from '../screens/sign-in/SignInScreen.tsx'
import { FrostkeepProvider } from '../theme/Provider.tsx'
import styles from './app.module.css'
import { Boundary } from './Broken.tsx'
import { BenchProvider, useBench } from './bench.tsx'
import { useConnection } from './client.ts'
import { queryClient } from './live.ts'
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
  useSignInAfresh()
  return <RouterProvider router={router} />
}

/** Who signs in sees the answers of now, not those that were there when the bench was locked. */
function useSignInAfresh(): void {
  useEffect(() => () => queryClient.clear(), [])
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
