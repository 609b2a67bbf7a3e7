import { z } from 'zod'

/** Something only a person may decide, such as trusting a host key that was never seen. Without an answer the answer is no. */
export const Question = z.strictObject({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  choices: z.array(z.strictObject({ id: z.string(), label: z.string() })).min(2),
})
export type Question = z.infer<typeof Question>
