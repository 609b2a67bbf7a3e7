import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** What the appliance is made with: the program, and the Debian and Ubuntu package that has it. */
const NEEDED = [
  { program: 'busybox', package: 'busybox-static' },
  { program: 'dropbear', package: 'dropbear-bin' },
  { program: 'dropbearkey', package: 'dropbear-bin' },
  { program: 'dropbearconvert', package: 'dropbear-bin' },
  { program: 'apt-get', package: 'apt' },
  { program: 'dpkg', package: 'dpkg' },
]

/** Where a program is, or null. System folders are looked through too: an ordinary user's PATH often lacks them. */
export async function whereIs(/** @type {string} */ program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin']
  for (const folder of folders.filter(Boolean)) {
    const path = join(folder, program)
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return path
  }
  return null
}

/** The packages that are missing here, each once; empty when the appliance can be made. @returns {Promise<string[]>} */
export async function missingPackages() {
  const missing = new Set()
  for (const tool of NEEDED) if (!(await whereIs(tool.program))) missing.add(tool.package)
  const busybox = await whereIs('busybox')
  if (busybox && !(await isStatic(busybox))) missing.add('busybox-static')
  return [...missing]
}

/** A dynamic busybox would start in the guest and find no libraries. An ELF file without interpreter is a static one. */
async function isStatic(/** @type {string} */ path) {
  const elf = await readFile(path)
  const headers = Number(elf.readBigUInt64LE(32))
  const size = elf.readUInt16LE(54)
  const count = elf.readUInt16LE(56)
  const PT_INTERP = 3
  return !Array.from({ length: count }, (_, n) => elf.readUInt32LE(headers + n * size)).includes(PT_INTERP)
}

/** The path of a program that has been checked for. Rejects with the package to install. */
export async function tool(/** @type {string} */ program) {
  const path = await whereIs(program)
  if (path) return path
  const known = NEEDED.find((one) => one.program === program)
  throw new Error(`${program} is missing; install the package ${known?.package ?? program}`)
}
