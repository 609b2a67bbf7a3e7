import { Menu } from '@mantine/core'
import { IconChevronDown, IconCircleCheck, IconCircleDashed, IconSearch } from '@tabler/icons-react'
import { useDocument } from '../store/document.ts'
import { useSorted } from '../store/entries.ts'
import { go, useRoute } from '../store/route.ts'
import { useView } from '../store/view.ts'
import { places } from './places.tsx'

/** Left the place, its document and whether that is saved; middle the field that opens the command palette. */
export function TitleBar() {
  const { place, id } = useRoute()
  const openPalette = useView((view) => view.openPalette)
  const title = places.find((one) => one.place === place)?.title ?? 'ServiceComposer'
  return (
    <header className="title-bar">
      <div className="row title-left">
        <Mark />
        <span className={place === 'launchpad' ? '' : 'title-place'}>{place === 'launchpad' ? 'ServiceComposer' : title}</span>
        {(place === 'composer' || place === 'layout') && <Switcher place={place} id={id} />}
        {place !== 'launchpad' && <SaveState />}
      </div>
      <button type="button" className="command-field" onClick={() => openPalette('')}>
        <IconSearch size={14} stroke={1.75} aria-hidden />
        <span className="grow">Search or run a command</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="title-right" />
    </header>
  )
}

function Mark() {
  return (
    <svg className="mark" width="18" height="18" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect x="2" y="2" width="20" height="20" rx="5" stroke="var(--fg2)" strokeWidth="1.75" />
      <rect x="6.5" y="6.5" width="11" height="11" rx="2.5" stroke="var(--fg2)" strokeWidth="1.5" />
      <path d="M10.5 9.3v5.4l4.2-2.7z" fill="var(--accent-line)" />
    </svg>
  )
}

/** The open document, and a menu of the others of its kind. */
function Switcher({ place, id }: { place: 'composer' | 'layout'; id: string | null }) {
  const { services, workspaces } = useSorted()
  const all = place === 'composer' ? [...services.values()].sort((a, b) => a.name.localeCompare(b.name)) : workspaces
  const open = all.find((one) => one.id === id) ?? all[0]
  if (!open) return null
  return (
    <>
      <span className="quiet">/</span>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="switcher row">
            <b className="cut">{open.name}</b>
            <IconChevronDown size={14} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
          {all.map((one) => (
            <Menu.Item key={one.id} onClick={() => go(place, one.id)} aria-current={one.id === open.id}>
              {one.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Grey while nothing is known, amber while it is being saved, a tick when it is. */
function SaveState() {
  const loaded = useDocument((state) => state.loaded)
  const saving = useDocument((state) => state.pending.length > 0)
  const lost = useView((view) => view.link.state !== 'open')
  if (!loaded) return null
  if (saving)
    return (
      <span className="row small save is-starting" role="status">
        <IconCircleDashed size={14} stroke={1.75} aria-hidden /> {lost ? 'Not saved yet' : 'Saving'}
      </span>
    )
  return (
    <span className="row small save" role="status">
      <IconCircleCheck size={14} stroke={1.75} color="var(--ready)" aria-hidden /> Saved
    </span>
  )
}
