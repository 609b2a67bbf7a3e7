import { isClip } from '../../shared/logic/clip.ts'
import type { Place } from '../../shared/logic/add.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { attempt, useView } from '../store/view.ts'
import type { Acts } from './acts.ts'

/** What was copied last in this window: where the system's clipboard is closed to us it still pastes here. */
let last = ''

/** Puts components on the clipboard as text. */
export function copySelection(acts: Acts, ids: readonly ComponentId[]): void {
  last = acts.copy(ids)
  if (last === '') return
  void navigator.clipboard?.writeText(last).catch(() => {
    // Not allowed here; `last` still pastes within this window.
  })
}

/** Pastes what the clipboard holds, if it is ours. */
export function pasteAtPointer(acts: Acts, place: Place): void {
  attempt(async () => {
    const text = await (navigator.clipboard?.readText().catch(() => last) ?? Promise.resolve(last))
    const clip = isClip(text) ? text : last
    if (clip === '') useView.getState().say('There is nothing on the clipboard that belongs on a canvas.')
    else acts.paste(clip, place)
  })
}
