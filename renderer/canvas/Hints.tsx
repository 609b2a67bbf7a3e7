/** The keys of a view, in one quiet line below it. */
export const Hints = ({ keys }: { keys: readonly (readonly [readonly string[], string])[] }) => (
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
