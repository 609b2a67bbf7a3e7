import { Select } from '@mantine/core'
import { mayCarry } from '../../../shared/logic/relate.ts'
import { ComponentId } from '../../../shared/model/id.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { SchemaForm } from '../../panels/form/SchemaForm.tsx'
import { ProblemActions } from '../../panels/plan/ProblemActions.tsx'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { pathOf } from '../../store/entries.ts'
import { go } from '../../store/route.ts'
import { Button } from '../../ui/Button.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Acts } from '../acts.ts'
import type { Stage } from '../useScene.ts'
import { LoginFields } from './LoginFields.tsx'
import { Probes } from './Probes.tsx'
import { Carrying } from './Carrying.tsx'
import { Sessions } from './Sessions.tsx'
import { StopFields } from './StopFields.tsx'
import { Waits } from './Waits.tsx'

/** Everything about a component that can be set. While the structure is locked, it can be read. */
export function Settings({ component, stage, acts }: { component: VComponent; stage: Stage; acts: Acts }) {
  const { service, known, locked, shown, sorted, workspace } = stage
  const machineId = 'machine' in component.is ? component.is.machine : null
  const machine = machineId ? known.machines.get(machineId) : undefined
  const card = machine && known.cards.find((c) => c.id === machine.plugin)
  const other = 'service' in component.is ? sorted.services.get(component.is.service) : undefined
  const problems = shown?.problems.filter((p) => p.about === component.id || (machineId !== null && p.about === machineId)) ?? []
  return (
    <fieldset className="inspector-fields" disabled={locked}>
      {problems.map((problem) => (
        <div key={`${problem.code} ${problem.message}`} className="inspector-problem">
          <Notice problem={problem}>{workspace && <ProblemActions problem={problem} shown={shown} workspace={workspace} />}</Notice>
        </div>
      ))}
      <div className="inspector-block">
        <FieldRow label="Name" htmlFor="component-name">
          <NameBox component={component} acts={acts} />
        </FieldRow>
        <FieldRow label="Address">
          <code className="address">{pathOf(component, service)}</code>
        </FieldRow>
        <FieldRow label="Runs on" htmlFor="runs-on">
          <RunsOn component={component} stage={stage} acts={acts} />
        </FieldRow>
      </div>
      {other && (
        <Section title="Service">
          <p className="small second">All of {other.name} is started in its place; what changes there changes here.</p>
          <Button onClick={() => go('composer', other.id)}>Open {other.name}</Button>
        </Section>
      )}
      {machineId && !machine && (
        <p className="inspector-block small second">Its machine is not in the inventory any more. Undo, or delete this part.</p>
      )}
      {machine && (
        <Section title="Machine">
          {card ? (
            <SchemaForm
              schema={card.options}
              value={machine.options}
              onChange={(options) => acts.setOptions(machine, options)}
              disabled={locked}
            />
          ) : (
            <p className="small second">Nothing here knows the kind “{machine.plugin}”, so its settings cannot be shown.</p>
          )}
        </Section>
      )}
      {machine && <LoginFields machine={machine} acts={acts} />}
      <Waits component={component} stage={stage} acts={acts} />
      {machine && <Probes component={component} stage={stage} acts={acts} />}
      {machine && <Sessions component={component} stage={stage} acts={acts} />}
      {machine && card && <StopFields component={component} machine={machine} card={card} stage={stage} />}
      {machine && <Carrying component={component} machine={machine} stage={stage} />}
    </fieldset>
  )
}

function NameBox({ component, acts }: { component: VComponent; acts: Acts }) {
  return (
    <span data-name-box>
      <TextBox
        id="component-name"
        text={component.name}
        fault={(text) => (text.trim() === '' ? 'It needs a name.' : null)}
        onCommit={(text) => acts.rename(component.id, text)}
      />
    </span>
  )
}

/** Who carries it, without a pointer: those that may not are listed with the reason. */
function RunsOn({ component, stage: { service, known, locked }, acts }: { component: VComponent; stage: Stage; acts: Acts }) {
  const others = service.components.filter((c) => c.id !== component.id)
  const reasons = new Map(others.map((c) => [c.id as string, c.id === component.on ? null : mayCarry(service, component.id, c.id, known)]))
  return (
    <Select
      id="runs-on"
      aria-label="Runs on"
      searchable={others.length > 8}
      disabled={locked}
      value={component.on ?? 'ground'}
      data={[
        { value: 'ground', label: 'this computer' },
        ...others.map((c) => ({ value: c.id, label: c.name, disabled: reasons.get(c.id) !== null })),
      ]}
      renderOption={({ option }) => (
        <span className="stack" title={reasons.get(option.value) ?? undefined}>
          <span className="cut">{option.label}</span>
          {reasons.get(option.value) && <span className="small quiet reason">{reasons.get(option.value)}</span>}
        </span>
      )}
      onChange={(value) => acts.runsOn(component.id, ComponentId.safeParse(value).data ?? null)}
    />
  )
}
