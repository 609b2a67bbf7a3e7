/** Where the script asks what to do next. */
export const OURS = { path: '/', interface: 'org.servicecomposer.Placing', member: 'next' } as const

/**
 * The script that works inside KWin (scripting API of KWin 5): it asks us what to do, does it, and asks again with what came of it, so
 * that one script serves for as long as it is needed. Its window manager's own numbers: desktops from 1, -1 for all of them.
 */
export const scriptFor = (name: string): string => `
function told(w) {
  var outer = w.frameGeometry, inner = w.bufferGeometry
  var full = workspace.clientArea(KWin.MaximizeArea, w)
  var filled = outer.x === full.x && outer.y === full.y && outer.width === full.width && outer.height === full.height
  return {
    id: String(w.internalId), pid: w.pid, title: String(w.caption), kind: String(w.resourceClass),
    dialog: Boolean(w.transient || w.dialog),
    outer: { x: outer.x, y: outer.y, width: outer.width, height: outer.height },
    inner: { x: inner.x, y: inner.y, width: inner.width, height: inner.height },
    least: { width: w.minSize.width, height: w.minSize.height },
    desktop: w.onAllDesktops ? -1 : w.desktop, minimised: w.minimized, fullscreen: w.fullScreen, maximised: filled
  }
}
function people(w) { return (w.normalWindow || w.dialog) && !w.skipTaskbar }
function look() {
  return { count: workspace.desktops, current: workspace.currentDesktop, windows: workspace.clientList().filter(people).map(told) }
}
function place(move) {
  workspace.clientList().forEach(function (w) {
    if (String(w.internalId) !== move.id) return
    if (w.fullScreen && move.show !== 'fullscreen') w.fullScreen = false
    if (w.minimized && move.show !== 'minimised') w.minimized = false
    if (told(w).maximised && move.show !== 'maximised') w.setMaximize(false, false)
    if (move.desktop > 0 && w.desktop !== move.desktop) w.desktop = move.desktop
    if (move.outer) w.frameGeometry = move.outer
    if (move.show === 'maximised') w.setMaximize(true, true)
    if (move.show === 'fullscreen') w.fullScreen = true
    if (move.show === 'minimised') w.minimized = true
  })
}
function act(asked) {
  if (asked.desktops > workspace.desktops) workspace.desktops = asked.desktops
  asked.moves.forEach(place)
  return look()
}
function serve(answer) {
  callDBus('${name}', '${OURS.path}', '${OURS.interface}', '${OURS.member}', answer, function (text) {
    if (text === '') return
    var answer
    try { answer = act(JSON.parse(text)) } catch (cause) { answer = { trouble: String(cause) } }
    serve(JSON.stringify(answer))
  })
}
serve('')
`
