import { ProblemError } from '../shared/model/problem.ts'

/**
 * The example as a document that can be taken in; its machines' small Linux is made first, which takes some seconds the first time.
 * Null where what makes it was not shipped. Rejects with `example.packages` when the distribution's packages are missing, and
 * with `example.unmade` when making it failed.
 */
export async function makeExample(): Promise<string | null> {
  const maker = await reachMaker()
  if (!maker) return null
  const missing = await maker.missingPackages()
  if (missing.length > 0)
    throw new ProblemError({
      code: 'example.packages',
      severity: 'error',
      title: `The example needs ${missing.length === 1 ? 'a package' : `${missing.length} packages`} that ${missing.length === 1 ? 'is' : 'are'} not here`,
      message: `Its machines run a small Linux, which is made from the distribution's parts. Missing: ${missing.join(', ')}.`,
      hint: `sudo apt-get install ${missing.join(' ')}, then try again.`,
    })
  try {
    const { folder } = await maker.appliance()
    return await maker.exampleText(folder)
  } catch (cause) {
    throw new ProblemError({
      code: 'example.unmade',
      severity: 'error',
      title: 'The example could not be made',
      message: cause instanceof Error ? cause.message : String(cause),
      hint: 'In the project folder, npm run demo says more, line by line.',
    })
  }
}

/** What makes it lies beside the sources, and in no place that was built without it. */
async function reachMaker() {
  try {
    const [{ appliance, missingPackages }, { exampleText }] = await Promise.all([
      import('../build/appliance/build.mjs'),
      import('../build/examples/example.mjs'),
    ])
    return { appliance, missingPackages, exampleText }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') return null
    throw cause
  }
}
