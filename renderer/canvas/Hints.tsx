/** Keys, and what they do. */
export type Keys = readonly (readonly [readonly string[], string])[]

/** The keys of a view, in one quiet line below it. */
export const Hints = ({ keys }: { keys: Keys }) => (
  <p className="key-hints">
    {keys.map(([strokes, what]) => (
      <span key={what}>
        {strokes.map((stroke) => (
          <kbd key={stroke}>{stroke}</kbd>
        ))}
        {what}
      </span>
    ))}
  </p>
)
