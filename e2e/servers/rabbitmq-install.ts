/** Finds or fetches a RabbitMQ of a wanted version without changing the machine. */
import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { exists, extractPackages, whyNoDebian } from './debian.ts'
import { wrapPrograms } from './foreign-libc.ts'
import type { Installed, Unavailable } from './installed.ts'
import { withLock } from './lock.ts'
import { run } from './run.ts'

export const rabbitmqVersions = ['3.10', '4.0', '4.3'] as const
export type RabbitmqVersion = (typeof rabbitmqVersions)[number]

const erlangParts =
  'asn1 base crypto eldap eunit inets mnesia os-mon public-key runtime-tools ssl syntax-tools tools xmerl'
const newerLibraries =
  'libc6 libgcc-s1 libstdc++6 libtinfo6 libncursesw6 zlib1g libzstd1 libssl3t64 libsystemd0'

const recipes: Record<RabbitmqVersion, { suite: string; extra: string; ownLibc: boolean }> = {
  '3.10': { suite: 'bookworm', extra: 'parsetools libsctp1', ownLibc: false },
  '4.0': { suite: 'trixie', extra: `parsetools ${newerLibraries}`, ownLibc: true },
  '4.3': { suite: 'sid', extra: `${newerLibraries} libsctp1 libmimalloc3`, ownLibc: true },
}

/**
 * Order: a running server named by SLUICE_RABBITMQ_URL (amqp://user:password@host:port) and
 * SLUICE_RABBITMQ_MANAGEMENT_URL; `rabbitmq-server` on the PATH; packages of the Debian suite that has the version,
 * extracted into a cache. 4.3 falls back to 4.0: read the version that came back.
 */
export async function installRabbitmq(version: RabbitmqVersion): Promise<Installed | Unavailable> {
  const found = (await givenServer(version)) ?? (await systemServer(version))
  if (found !== null) return found
  const obstacle = await whyNoDebian()
  if (obstacle !== null) return unavailable(version, `${obstacle} and none is on the PATH`)
  const problems: string[] = []
  for (const attempt of version === '4.3' ? (['4.3', '4.0'] as const) : [version]) {
    try {
      return await fromDebian(attempt)
    } catch (problem) {
      const said = problem instanceof Error ? problem.message : String(problem)
      problems.push(`${recipes[attempt].suite}: ${said.split('\n', 1)[0]}`)
    }
  }
  return unavailable(version, `its packages could not be fetched (${problems.join('; ')})`)
}

function unavailable(version: RabbitmqVersion, why: string): Unavailable {
  return {
    available: false,
    name: `RabbitMQ ${version}`,
    reason: `RabbitMQ ${version} is not here: ${why}.`,
    howTo: `Run one and set SLUICE_RABBITMQ_URL and SLUICE_RABBITMQ_MANAGEMENT_URL, put rabbitmq-server ${version} on the PATH, or use a Debian with apt.`,
  }
}

/** True when `actual` behaves as `wanted`; 4.3 also takes anything newer. */
export function serves(actual: string, wanted: RabbitmqVersion): boolean {
  const [major = 0, minor = 0] = actual.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  if (wanted === '4.3')
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
  return major === wantedMajor && minor === wantedMinor
}

async function givenServer(version: RabbitmqVersion): Promise<Installed | null> {
  const amqpUrl = process.env.SLUICE_RABBITMQ_URL
  const managementUrl = process.env.SLUICE_RABBITMQ_MANAGEMENT_URL
  if (!amqpUrl || !managementUrl) return null
  const { username, password } = new URL(amqpUrl)
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const answer = await fetch(new URL('/api/overview', managementUrl), {
    headers: { authorization: `Basic ${login.toString('base64')}` },
    signal: AbortSignal.timeout(10_000),
  })
  const overview: unknown = await answer.json()
  const actual =
    typeof overview === 'object' && overview !== null && 'rabbitmq_version' in overview
      ? String(overview.rabbitmq_version)
      : ''
  if (!serves(actual, version)) return null
  return { available: true, how: 'given', version: actual, amqpUrl, managementUrl }
}

async function systemServer(version: RabbitmqVersion): Promise<Installed | null> {
  const packaged = '/usr/lib/rabbitmq/lib'
  const folders = (await readdir(packaged).catch(() => [])).map((name) =>
    join(packaged, name, 'sbin'),
  )
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const script = join(folder, 'rabbitmq-server')
    // Debian's wrapper changes to the rabbitmq user; the script it wraps, found above, does not.
    if (folder !== '' && (await exists(script)) && folders.length === 0)
      folders.push(dirname(await realpath(script)))
  }
  for (const folder of folders) {
    const actual = await run(join(folder, 'rabbitmqctl'), ['version'], { timeoutMs: 30_000 }).then(
      (text) => text.trim(),
      () => '',
    )
    if (serves(actual, version))
      return { available: true, how: 'system', version: actual, path: [folder] }
  }
  return null
}

/** Where fetched servers are kept: outside the checkout, one folder per kind and suite. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sluice-test-servers')
}

async function fromDebian(version: RabbitmqVersion): Promise<Installed> {
  const { suite, extra, ownLibc } = recipes[version]
  const home = join(cacheFolder(), `rabbitmq-${suite}-${process.arch}`)
  const mark = join(home, 'complete')
  await withLock(home, async () => {
    if (await exists(mark)) return
    await rm(home, { recursive: true, force: true })
    await mkdir(home, { recursive: true })
    const packages = ['rabbitmq-server']
    for (const part of erlangParts.split(' ')) packages.push(`erlang-${part}`)
    for (const name of extra.split(' '))
      packages.push(name === 'parsetools' ? `erlang-${name}` : name)
    const root = join(home, 'root')
    await extractPackages(suite, packages, root, join(home, 'fetch'))
    const erlang = join(root, 'usr/lib/erlang')
    await wrapPrograms(root, await programFolders(erlang), erlang, ownLibc)
    await writeFile(mark, await serverFolder(root))
  })
  const server = await readFile(mark, 'utf8')
  const root = join(home, 'root')
  return {
    available: true,
    how: 'extracted',
    version: server.replace('rabbitmq_server-', ''),
    path: [join(root, 'usr/lib/erlang/bin'), join(root, 'usr/lib/rabbitmq/lib', server, 'sbin')],
  }
}

async function serverFolder(root: string): Promise<string> {
  const [name] = await readdir(join(root, 'usr/lib/rabbitmq/lib'))
  if (name === undefined) throw new Error('the package holds no server')
  return name
}

/** The helper programs in priv/bin count too: without them os_mon ends the node. */
async function programFolders(erlang: string): Promise<readonly string[]> {
  const folders = [join(erlang, 'bin')]
  for (const name of await readdir(erlang))
    if (name.startsWith('erts-')) folders.push(join(erlang, name, 'bin'))
  for (const name of await readdir(join(erlang, 'lib'))) {
    const programs = join(erlang, 'lib', name, 'priv/bin')
    if (await exists(programs)) folders.push(programs)
  }
  return folders
}
