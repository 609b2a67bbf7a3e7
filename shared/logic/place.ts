import type { Service, VComponent } from '../model/service.ts'

/** Where a component is drawn: it is the `index`-th of its service. */
export interface Place {
  readonly component: VComponent
  readonly service: Service
  readonly index: number
}

/** The path of its fields, for `detail` of a problem. */
export const pathOf = ({ service, index }: Pick<Place, 'service' | 'index'>): string => `${service.id} components.${index}`
