import type { WorkspaceId } from '../model/id.ts'

export type WorkspaceState = 'off' | 'starting' | 'ready' | 'partly' | 'stopping' | 'failed' | 'suspended' | 'unknown'

/** The tray's menu as data; every desk draws the same. */
export interface TrayModel {
  readonly tooltip: string
  readonly workspaces: readonly {
    readonly id: WorkspaceId
    readonly name: string
    readonly state: WorkspaceState
    /** "4 of 12 steps", "6 of 6 machines". */
    readonly detail: string
    /** What the one button does now. */
    readonly does: 'start' | 'stop' | 'cancel'
  }[]
}
