import { readFile } from 'node:fs/promises'

/** Where the page of the example is served, as the file says it. */
export const PAGE = 'http://127.0.0.1:12283/'

/** The ports on loopback that the example takes. */
export const PORTS = [12201, 12202, 12203, 12281, 12282, 12283]

/**
 * The example as a document that can be imported: its placeholders filled in.
 * @param {string} appliance the folder of the appliance
 * @param {ReadonlyMap<number, number>} [ports] other ports instead of those in the file, where these are taken
 */
export async function exampleText(appliance, ports = new Map()) {
  const text = await readFile(new URL('./circus-exploration.yaml', import.meta.url), 'utf8')
  const placed = text.replaceAll('${appliance}', appliance)
  return placed.replaceAll(/\b12[0-9]{3}\b/g, (port) => String(ports.get(Number(port)) ?? port))
}
