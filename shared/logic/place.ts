import type { Service, VComponent } from '../model/service.ts'

/** Where a component is drawn; `path` is that of its fields, for `detail` of a problem. */
export interface Place {
  readonly component: VComponent
  readonly service: Service
  readonly path: string
}
