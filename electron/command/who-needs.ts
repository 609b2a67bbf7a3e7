import type { Need } from '../../shared/contract/contract.ts'
import { findWorkspace } from './find.ts'
import { EXIT, type ExitCode } from './output.ts'
import { componentsOf } from './part.ts'
import type { Tools } from './verbs.ts'

/** Who would have to stop, or would be refused, if this component were stopped; in all service-workspaces. */
export async function whoNeeds({ line, output }: Tools, wanted: string, component: string): Promise<ExitCode> {
  const workspace = await findWorkspace(line.composer, wanted)
  const only = [(await componentsOf(line.composer, workspace)).find(component)]
  const { needing } = await line.composer['plan.make']({ workspace: workspace.id, goal: 'down', only })
  output.result(needing, needing.map(told).join('\n') || `Nobody needs ${component}.`)
  return EXIT.done
}

const told = ({ name, how, needs, of, condition }: Need): string =>
  how === 'uses' ? `${of} uses ${needs}` : `${name} ${how} ${needs}: ${of}, seen ${condition}`
