// Notes when the Launchpad can be used: its search field and a card with a button that can be pressed are there.
const isUsable = () =>
  document.querySelector('.launchpad input') !== null && document.querySelector('.launchpad .card button:not(:disabled)') !== null

const observer = new MutationObserver(() => {
  if (!isUsable()) return
  observer.disconnect()
  requestAnimationFrame(() => Object.assign(window, { usableAt: performance.now() }))
})
observer.observe(document, { childList: true, subtree: true, attributes: true })

/** First contentful paint and the moment of use, in ms since the page was asked for; null until both are there. */
Object.assign(window, {
  firstPaint() {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    return paint && 'usableAt' in window ? { paint: paint.startTime, usable: window.usableAt } : null
  },
})
