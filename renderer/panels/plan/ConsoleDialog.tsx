import { Modal } from '@mantine/core'
import { IconCopy, IconRefresh } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { printed } from '../../../shared/logic/printed.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { engine } from '../../client/engine.ts'
import { useConsole } from '../../store/console.ts'
import { copy, problemOf } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clockSeconds } from '../../ui/time.ts'
import './plan.css'

/** What a machine printed on its console, as it was when it was read last. */
export function ConsoleDialog() {
  const of = useConsole((reading) => reading.of)
  return of && <Text key={of.component} component={of.component} name={of.name} />
}

interface Read {
  readonly at: number
  readonly text: string | null
  readonly problem: Problem | null
}

function Text({ component, name }: { component: ComponentId; name: string }) {
  const [read, setRead] = useState<Read | null>(null)
  const [reading, setReading] = useState(false)
  const end = useRef<HTMLTextAreaElement>(null)
  const look = useCallback(() => {
    setReading(true)
    engine['machine.console']({ component })
      .then(
        ({ text }) => setRead({ at: Date.now(), text, problem: null }),
        (cause: unknown) => setRead({ at: Date.now(), text: null, problem: problemOf(cause) }),
      )
      .finally(() => setReading(false))
  }, [component])
  useEffect(look, [look])
  useEffect(() => {
    if (read && end.current) end.current.scrollTop = end.current.scrollHeight
  }, [read])
  const shown = read ? told(read.text) : 'Reading…'
  return (
    <Modal opened title={`Console of ${name}`} size={860} onClose={useConsole.getState().close}>
      {read?.problem ? (
        <Notice problem={read.problem} />
      ) : (
        <textarea
          ref={end}
          className="console-text"
          readOnly
          spellCheck={false}
          aria-label={`What ${name} printed`}
          aria-busy={reading}
          value={shown}
        />
      )}
      <footer className="row dialog-foot">
        <span className="small quiet number grow">{read && `Read at ${clockSeconds(read.at)}`}</span>
        <Button kind="quiet" icon={<IconCopy size={14} stroke={1.75} />} disabled={!read?.text} onClick={() => copy(shown)}>
          Copy
        </Button>
        <Button data-autofocus icon={<IconRefresh size={16} stroke={1.75} className={reading ? 'turning' : ''} />} onClick={look}>
          Read again
        </Button>
      </footer>
    </Modal>
  )
}

function told(text: string | null): string {
  if (text === null) return 'It has no console that can be read.'
  const plain = printed(text)
  return plain.trim() === '' ? 'Nothing was printed yet.' : plain
}
