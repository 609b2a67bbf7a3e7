import { ProblemError, type Problem } from '../../shared/model/problem.ts'

export const noManager = () =>
  new ProblemError({
    code: 'desktop.no-manager',
    severity: 'error',
    title: 'No window manager is at work',
    message: 'Nothing on this X desktop places windows: no window manager says that it is there.',
    hint: 'Start a window manager, such as openbox.',
  })

const cannot = (code: string, title: string, message: string, hint: string): Problem => ({
  code,
  severity: 'warning',
  title,
  message,
  hint,
})

export const tiles = (manager: string) =>
  cannot(
    'desktop.tiles',
    `${manager} puts windows side by side itself`,
    `${manager} is a tiling window manager: windows of other programs go to their desktop, but their place and size are its own choice.`,
    'Let windows float in its settings, or use embedded viewers.',
  )

export const noPositions = (manager: string) =>
  cannot(
    'desktop.no-positions',
    `${manager} does not place windows for others`,
    `${manager} does not support _NET_MOVERESIZE_WINDOW, so windows of other programs stay where it puts them.`,
    'Use embedded viewers, or another window manager.',
  )

export const noDesktops = (manager: string) =>
  cannot(
    'desktop.no-desktops',
    `${manager} moves no windows between desktops`,
    `${manager} does not support _NET_WM_DESKTOP, so all windows stay on the desktop on which they open.`,
    'Open the workspace on the desktop on which you want it, or use another window manager.',
  )

export const noShow = (manager: string, what: string) =>
  cannot(
    'desktop.no-show',
    `${manager} shows no window ${what}`,
    `${manager} does not support this, so such windows keep their size.`,
    'Give the window its bounds in the layout instead.',
  )

export const onlyX = cannot(
  'desktop.only-x',
  'Only X programs can be placed on this Wayland desktop',
  'The desktop speaks Wayland, which lets nobody place windows of other programs. Programs that use X (vncviewer, xfreerdp, xterm) are placed through Xwayland; others are not.',
  'Use embedded viewers, start viewers as X programs, or log in to an X session.',
)
