import { ReactFlowProvider } from '@xyflow/react'
import { IconPlus, IconSitemap } from '@tabler/icons-react'
import { composeNew } from '../frame/baseActions.tsx'
import { useDocument } from '../store/document.ts'
import { useSorted } from '../store/entries.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Pieces.tsx'
import { Composer } from './Composer.tsx'

/** The place where services are drawn. Without an id the first service by name; a workspace's id means its first service. */
export function ComposerPlace({ service: id }: { service: string | null }) {
  const { services, workspaces } = useSorted()
  const loaded = useDocument((state) => state.loaded)
  const meant = workspaces.find((w) => w.id === id)?.services[0] ?? id
  const open = (meant ? services.get(meant) : undefined) ?? [...services.values()].sort((a, b) => a.name.localeCompare(b.name))[0]
  if (!loaded) return null
  if (!open)
    return (
      <EmptyState
        icon={<IconSitemap size={32} stroke={1.25} aria-hidden />}
        title="No service has been drawn yet"
        actions={
          <Button kind="filled" big icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => composeNew()}>
            New service
          </Button>
        }
      >
        A service is a drawing of machines and their windows: what runs on what, and what waits for what. Import one from a file, or begin
        with an empty canvas.
      </EmptyState>
    )
  return (
    <ReactFlowProvider key={open.id}>
      <Composer service={open} />
    </ReactFlowProvider>
  )
}
