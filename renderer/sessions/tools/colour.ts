/** A colour of the theme by its name, for what draws outside of style sheets. */
export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
