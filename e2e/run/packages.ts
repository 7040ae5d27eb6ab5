/** Programs from Debian's own packages, when the machine is one and we may install. */
import { exists } from '../servers/debian.ts'
import { command } from './command.ts'

/** Installs what is missing; a sentence when that was not possible, else null. Waits for another apt to finish. */
export async function installPackages(names: readonly string[]): Promise<string | null> {
  if (process.getuid?.() !== 0) return `as root: apt-get install ${names.join(' ')}`
  if (!(await exists('/usr/bin/apt-get')))
    return `install ${names.join(' ')} with this system's package tool`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=120', '-qq']
  const install = () =>
    command('apt-get', [...wait, '-y', '--no-install-recommends', 'install', ...names], { env })
  if ((await install()).code === 0) return null
  await command('apt-get', [...wait, 'update'], { env })
  const { code, printed } = await install()
  return code === 0
    ? null
    : `apt-get install ${names.join(' ')} (it said: ${printed.trim().slice(-300)})`
}
