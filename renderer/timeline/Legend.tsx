/** What the bars and lines of a timeline mean. */
export const Legend = () => (
  <div className="timeline-legend">
    <span>
      <i className="bar acting is-ready" /> acting
    </span>
    <span>
      <i className="bar probing is-ready" /> waiting for a probe
    </span>
    <span>
      <i className="bar idle" /> waiting for another step
    </span>
    <span>
      <i className="bar wished" /> expected
    </span>
    <span>
      <i className="critical" /> critical path
    </span>
  </div>
)
