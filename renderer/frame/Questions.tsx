import { Modal } from '@mantine/core'
import { engine } from '../client/engine.ts'
import { useLive } from '../store/live.ts'
import { attempt } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import './overlays.css'

/** What only a person may decide, one at a time. It stays until a choice is made; the engine takes silence for no. */
export function Questions() {
  const question = useLive((live) => live.questions[0])
  if (!question) return null
  const answer = (choice: string) => attempt(() => engine['question.answer']({ question: question.id, choice }))
  return (
    <Modal
      opened
      title={question.title}
      onClose={() => {}}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
    >
      <p className="second">{question.message}</p>
      {question.detail && <code className="question-detail">{question.detail}</code>}
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16, flexWrap: 'wrap' }}>
        {question.choices.map((choice) => (
          <Button key={choice.id} onClick={() => answer(choice.id)}>
            {choice.label}
          </Button>
        ))}
      </div>
    </Modal>
  )
}
