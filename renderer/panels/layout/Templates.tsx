import { around } from '../../../shared/logic/geometry/align.ts'
import { cells, TEMPLATES, type TemplateName } from '../../../shared/logic/geometry/template.ts'
import type { Screen } from '../../../shared/model/layout.ts'
import { Section } from '../../ui/Pieces.tsx'
import { counted } from '../../ui/time.ts'
import { applyTemplate, templateFor } from './acts.ts'
import type { Board } from './board.ts'

const WIDE = 32
const HIGH = 22

/** Ways to divide one screen among its windows, drawn as they would divide it now. */
export function Templates({ board, screen }: { board: Board; screen: Screen }) {
  const { spots, panes } = templateFor(board, screen)
  const count = spots.length + panes.length
  const whom = panes.length > 0 ? `${counted(count, 'window')} without a place` : counted(count, 'window')
  return (
    <Section title={`Templates for ${screen.name}`} aside={<span className="small quiet">{count === 0 ? 'no window' : whom}</span>}>
      <div className="templates">
        {TEMPLATES.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="template"
            aria-label={title}
            title={title}
            disabled={count === 0}
            onClick={() => applyTemplate(board, name, title, screen)}
          >
            <Drawn name={name} screen={screen} count={count} />
          </button>
        ))}
      </div>
    </Section>
  )
}

/** The cells to scale, with gaps that can be seen. */
function Drawn({ name, screen, count }: { name: TemplateName; screen: Screen; count: number }) {
  const upright = screen.height > screen.width
  const [width, height] = upright ? [HIGH, WIDE * 0.9] : [WIDE, HIGH]
  const spots = cells(name, { x: 0, y: 0, width: 1200, height: (1200 * height) / width }, Math.min(count, 12))
  const all = around(spots)
  const scale = width / all.width
  return (
    <svg width={width} height={height} aria-hidden>
      {(name === 'whole' ? spots.slice(0, 1) : spots).map((cell) => (
        <rect
          key={`${cell.x} ${cell.y}`}
          x={cell.x * scale + 0.5}
          y={cell.y * scale + 0.5}
          width={Math.max(1, cell.width * scale - 1)}
          height={Math.max(1, cell.height * scale - 1)}
          rx={1}
        />
      ))}
    </svg>
  )
}
