/**
 * Packages of another Debian suite beside the system: a private apt state, downloads and extracts only. The mirror and
 * the signing key are those the machine already uses; nothing of the system changes and no right is needed.
 */
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.ts'

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** Why packages cannot be had this way, or null. */
export async function whyNoDebian(): Promise<string | null> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  if (!/^ID=debian$/m.test(release)) return 'this machine is not a Debian'
  if (!(await exists(keyring))) return `${keyring} is missing`
  if ((await mirror()) === null) return 'no Debian mirror is configured for apt'
  return await run('apt-get', ['--version']).then(
    () => null,
    () => 'apt-get is missing',
  )
}

/** Downloads `packages` of `suite` and extracts them into `root`. `work` is scratch space and is removed. */
export async function extractPackages(
  suite: string,
  packages: readonly string[],
  root: string,
  work: string,
): Promise<void> {
  const state = join(work, 'state')
  const debs = join(work, 'debs')
  const folders = ['etc/apt.conf.d', 'etc/preferences.d', 'etc/sources.list.d', 'lists/partial']
  for (const folder of [...folders, 'cache/archives/partial'])
    await mkdir(join(state, folder), { recursive: true })
  await mkdir(debs, { recursive: true })
  await mkdir(root, { recursive: true })
  await writeFile(join(state, 'status'), '')
  // A mirror copy of the rolling suite may be past its validity date; its signature is checked all the same.
  const source = `Types: deb\nURIs: ${await mirror()}\nSuites: ${suite}\nComponents: main\nCheck-Valid-Until: no\nSigned-By: ${keyring}\n`
  await writeFile(join(state, 'etc/sources.list.d/suite.sources'), source)
  const conf = [
    `Dir::Etc "${state}/etc";`,
    'Dir::Etc::sourcelist "/dev/null";',
    `Dir::Etc::sourceparts "${state}/etc/sources.list.d";`,
    `Dir::State "${state}";`,
    `Dir::State::lists "${state}/lists";`,
    `Dir::State::status "${state}/status";`,
    `Dir::Cache "${state}/cache";`,
    `Dir::Log "${state}";`,
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    'APT::Sandbox::User "";',
    // A list that could not be read must be an error, not an empty list.
    'APT::Update::Error-Mode "any";',
  ]
  await writeFile(join(state, 'apt.conf'), `${conf.join('\n')}\n`)
  const env = { ...process.env, APT_CONFIG: join(state, 'apt.conf'), LC_ALL: 'C' }
  await run('apt-get', ['-qq', 'update'], { env })
  await run('apt-get', ['-qq', 'download', ...packages.map((name) => `${name}/${suite}`)], {
    env,
    cwd: debs,
  })
  for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), root])
  await rm(work, { recursive: true, force: true })
}

/** The address of the machine's own Debian mirror. */
async function mirror(): Promise<string | null> {
  const parts = '/etc/apt/sources.list.d'
  const names = await readdir(parts).catch(() => [])
  const files = names
    .filter((name) => /\.(sources|list)$/.test(name))
    .map((name) => join(parts, name))
  for (const file of [...files, '/etc/apt/sources.list']) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const stanza = file.endsWith('.sources')
      ? text
          .split(/\n\s*\n/)
          .find((part) => /^Suites:.*\b(bookworm|trixie|forky|sid|stable)\b/m.test(part))
      : undefined
    const address =
      stanza?.match(/^URIs:\s*(\S+)/m)?.[1] ??
      text.match(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+\s+main/m)?.[1]
    if (address !== undefined && !address.includes('security')) return address
  }
  return null
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
