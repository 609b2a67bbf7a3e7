import { Fragment } from 'react'

/** The keys of a view, in one quiet line below it. */
export const Hints = ({ keys }: { keys: readonly (readonly [readonly string[], string])[] }) => (
  <p className="key-hints">
    {keys.map(([strokes, what]) => (
      <Fragment key={what}>
        {strokes.map((stroke) => (
          <kbd key={stroke}>{stroke}</kbd>
        ))}
        <span>{what}</span>
      </Fragment>
    ))}
  </p>
)
