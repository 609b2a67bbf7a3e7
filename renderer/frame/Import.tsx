import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { offerFile, useTransfer } from '../store/transfer.ts'
import { attempt } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Chip } from '../ui/Pieces.tsx'
import './overlays.css'

/** A file dropped anywhere is read, and what it would change is shown before it changes anything. */
export function Import() {
  return (
    <>
      <Drop />
      <Preview />
    </>
  )
}

function Drop() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!holdsFile(event)) return
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) attempt(() => offerFile(file))
    }
    addEventListener('dragover', enter)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop">
      <div>Drop to look inside; nothing changes yet</div>
    </div>
  )
}

function Preview() {
  const { incoming, accept, refuse } = useTransfer()
  if (!incoming) return null
  const changes = Object.entries(incoming.edit)
  const stops = incoming.problems.some((problem) => problem.severity === 'error')
  return (
    <Modal opened title={`Import ${incoming.name}`} onClose={refuse} size="lg">
      {incoming.problems.map((problem) => (
        <Notice key={`${problem.code}${problem.message}`} problem={problem} />
      ))}
      <p className="second" style={{ padding: '6px 0' }}>
        {changes.length === 0 ? 'Everything in this file is here already.' : 'This is what changes. It can be exported again at any time.'}
      </p>
      <div className="scroll" style={{ maxHeight: 320 }}>
        {changes.slice(0, 200).map(([id, [was, is]]) => {
          const entry = is ?? was
          if (!entry) return null
          return (
            <div className="row" key={id} style={{ height: 28 }}>
              <KindIcon kind={entry.type === 'machine' ? entry.plugin : 'service'} />
              <span className="grow cut">{entry.type === 'machine' ? entry.label : entry.name}</span>
              <span className="quiet small">{entry.type === 'workspace' ? 'service-workspace' : entry.type}</span>
              <Chip>{was && is ? 'changed' : is ? 'new' : 'gone'}</Chip>
            </div>
          )
        })}
        {changes.length > 200 && <p className="quiet small">and {changes.length - 200} more</p>}
      </div>
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
        <Button onClick={refuse}>Leave it</Button>
        <Button kind="filled" data-autofocus disabled={stops || changes.length === 0} onClick={() => attempt(accept)}>
          Take in {changes.length} {changes.length === 1 ? 'entry' : 'entries'}
        </Button>
      </div>
    </Modal>
  )
}
