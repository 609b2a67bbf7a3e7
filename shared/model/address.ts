import { z } from 'zod'

/** One level, named by any keys that together find exactly one machine. */
export const Locator = z
  .strictObject({
    label: z.string(),
    id: z.string(),
    uuid: z.uuid(),
    mac: z.string(),
    tcp: z.string(),
    file: z.string(),
    base: z.array(z.string()),
  })
  .partial()
export type Locator = z.infer<typeof Locator>

/** From the ground up: `host[vm][vm in vm]`. The last level is the one meant. */
export const Address = z.strictObject({
  levels: z.array(Locator).min(1),
  user: z.string().optional(),
  port: z.int().min(1).max(65535).optional(),
})
export type Address = z.infer<typeof Address>
