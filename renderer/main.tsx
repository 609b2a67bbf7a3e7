import '@fontsource-variable/inter/index.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import '@fontsource/jetbrains-mono/latin-ext-400.css'
import '@mantine/core/styles.css'
import './ui/theme.css'
import './ui/base.css'
import './ui/mantine.css'
import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { lazy, StrictMode, Suspense, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { takeToken } from './client/token.ts'
import { bridgeWire, socketWire } from './client/wires.ts'
import { App } from './frame/App.tsx'
import { Fault } from './frame/Fault.tsx'
import { beginConnection } from './store/connection.ts'
import { useRoute } from './store/route.ts'
import { useView } from './store/view.ts'
import { colours, theme } from './ui/theme.ts'
import { turnInUnison } from './ui/unison.ts'

const SessionPage = lazy(() => import('./sessions/SessionPage.tsx').then(({ SessionPage }) => ({ default: SessionPage })))

/** The one page of every window: the app, or the window of one session. */
function Root() {
  const { place, id } = useRoute()
  return <Fault>{place === 'session' && id !== null ? <Suspense>{<SessionPage session={id} />}</Suspense> : <App />}</Fault>
}

function Themed({ children }: { children: ReactNode }) {
  const chosen = useView((view) => view.theme)
  const system = useColorScheme('dark')
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colours} forceColorScheme={chosen === 'auto' ? system : chosen}>
      {children}
    </MantineProvider>
  )
}

turnInUnison()
const token = takeToken()
const bridge = window.composer
beginConnection(bridge ? async () => bridgeWire(bridge) : () => socketWire(token))

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <Root />
      </Themed>
    </StrictMode>,
  )
