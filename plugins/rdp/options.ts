import { z } from 'zod'

/** The settings of an RDP session. */
export const RdpOptions = z.strictObject({
  host: z.string().min(1).nullable().default(null).meta({
    title: 'Host',
    description: 'As seen from what carries the machine. Empty takes the machine’s own address, or the port it passes on.',
  }),
  port: z.int().min(1).max(65535).default(3389).meta({ title: 'Port', description: 'Of the RDP server, inside the machine.' }),
  user: z.string().nullable().default(null).meta({ title: 'User', description: 'Empty takes the user of the machine’s login.' }),
  domain: z.string().default('').meta({ title: 'Domain', description: 'Of the user, where the machine belongs to one.' }),
  viewer: z.enum(['native', 'embedded']).default('native').meta({
    title: 'Viewer',
    description:
      '"native" starts FreeRDP, which goes on when this app is closed. "embedded" shows it in a window of this app; servers that pad their pictures, such as xrdp, look skewed there (IronRDP issue 1251).',
  }),
})
export type RdpOptions = z.infer<typeof RdpOptions>
