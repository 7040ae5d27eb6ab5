import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { testFolder } from './testing/test-host.ts'
import { Workspace } from './workspace.ts'

const profile: RabbitmqProfile = {
  kind: 'rabbitmq',
  id: 'orders',
  name: 'Orders',
  environment: 'production',
  host: 'broker.test',
  port: 5672,
  tls: false,
  tlsVerify: true,
  virtualHost: '/',
  username: 'reader',
  management: null,
}

test('what is saved is there after a restart', async () => {
  const folder = testFolder()
  const before = new Workspace(folder)
  await before.scenarios.write('mine', 'scenario: Mine\n')
  await before.saveProfile(profile)
  const after = new Workspace(folder)
  expect(await after.scenarios.names()).toEqual(['mine'])
  expect(await after.scenarios.read('mine')).toBe('scenario: Mine\n')
  expect(await after.profiles()).toEqual([profile])
})

test('files and folders are for their owner alone', async () => {
  const folder = testFolder()
  const workspace = new Workspace(folder)
  await workspace.saveProfile(profile)
  const connections = join(folder, 'connections')
  expect(statSync(connections).mode & 0o777).toBe(0o700)
  expect(statSync(join(connections, 'orders.json')).mode & 0o777).toBe(0o600)
})

test('a save leaves no temporary file behind', async () => {
  const folder = testFolder()
  const { scenarios } = new Workspace(folder)
  await Promise.all(Array.from({ length: 20 }, (_, n) => scenarios.write('one', `seed: ${n}\n`)))
  expect(readdirSync(join(folder, 'scenarios')).sort()).toEqual(['earlier', 'one.yaml'])
  expect(readdirSync(folder).sort()).toEqual(['scenarios'])
  expect(await scenarios.read('one')).toMatch(/^seed: \d+\n$/)
})

test.each([
  '..',
  '../out',
  'a/b',
  'a\\b',
  '.hidden',
  'A',
  'con:',
  'a\u0000b',
  '',
  'a'.repeat(121),
  '-a',
  'é',
])('the name "%s" is refused', async (name) => {
  const { scenarios } = new Workspace(testFolder())
  await expect(scenarios.write(name, 'x')).rejects.toThrow('small letters')
  await expect(scenarios.read(name)).rejects.toThrow('small letters')
  await expect(scenarios.remove(name)).rejects.toThrow('small letters')
})

test('a profile cut off at any byte is set aside and said so, and the others stay', async () => {
  const whole = `${JSON.stringify({ format: 1, profile }, null, 2)}\n`
  for (let length = 0; length < whole.length - 2; length += 7) {
    const folder = testFolder()
    const connections = join(folder, 'connections')
    mkdirSync(connections)
    writeFileSync(join(connections, 'orders.json'), whole.slice(0, length))
    const other = { ...profile, id: 'other' }
    const workspace = new Workspace(folder)
    await workspace.saveProfile(other)
    expect(await workspace.profiles()).toEqual([other])
    expect(workspace.notices).toHaveLength(1)
    expect(workspace.notices[0]).toContain('"orders"')
    const [aside] = readdirSync(join(connections, 'set-aside'))
    expect(readFileSync(join(connections, 'set-aside', aside ?? ''), 'utf8')).toBe(
      whole.slice(0, length),
    )
  }
})

test.each<[what: string, file: unknown]>([
  ['an unknown field', { format: 1, profile: { ...profile, ca: '/etc/passwd' } }],
  ['a password', { format: 1, profile: { ...profile, password: 'secret' } }],
  ['another id', { format: 1, profile: { ...profile, id: 'elsewhere' } }],
  ['no format', { profile }],
  ['a list', [profile]],
])('a profile with %s is set aside', async (_what, file) => {
  const folder = testFolder()
  mkdirSync(join(folder, 'connections'))
  writeFileSync(join(folder, 'connections', 'orders.json'), JSON.stringify(file))
  const workspace = new Workspace(folder)
  expect(await workspace.profiles()).toEqual([])
  expect(workspace.notices).toHaveLength(1)
})

test('a profile of a newer version is left alone', async () => {
  const folder = testFolder()
  const file = join(folder, 'connections', 'orders.json')
  mkdirSync(join(folder, 'connections'))
  writeFileSync(file, JSON.stringify({ format: 2, profile: { ...profile, more: true } }))
  const workspace = new Workspace(folder)
  expect(await workspace.profiles()).toEqual([])
  expect(workspace.notices).toEqual([])
  expect(statSync(file).isFile()).toBe(true)
})

test('a link out of the folder, a folder and a pipe are no scenarios', async () => {
  const folder = testFolder()
  const scenarios = join(folder, 'scenarios')
  mkdirSync(join(scenarios, 'folder.yaml'), { recursive: true })
  symlinkSync('/etc/hostname', join(scenarios, 'link.yaml'))
  execFileSync('mkfifo', [join(scenarios, 'pipe.yaml')])
  const workspace = new Workspace(folder)
  for (const name of ['folder', 'link', 'pipe']) {
    expect(await workspace.scenarios.read(name)).toBe(null)
  }
  expect(workspace.notices).toHaveLength(3)
})

test('text that is no UTF-8 and text over the limit are set aside', async () => {
  const folder = testFolder()
  mkdirSync(join(folder, 'scenarios'))
  writeFileSync(join(folder, 'scenarios', 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
  writeFileSync(join(folder, 'scenarios', 'large.yaml'), 'a'.repeat(4 * 1024 * 1024 + 1))
  const workspace = new Workspace(folder)
  expect(await workspace.scenarios.read('bytes')).toBe(null)
  expect(await workspace.scenarios.read('large')).toBe(null)
  expect(workspace.notices).toHaveLength(2)
})

test('a save the disk refuses leaves the old text and says so without a path', async () => {
  const folder = testFolder()
  const { scenarios } = new Workspace(folder)
  await scenarios.write('mine', 'old\n')
  mkdirSync(join(folder, 'scenarios', 'taken.yaml'))
  await expect(scenarios.write('taken', 'new\n')).rejects.toThrow(
    /^The scenario was not saved: [^/]*$/,
  )
  await expect(scenarios.write('mine', 'a'.repeat(4 * 1024 * 1024 + 1))).rejects.toThrow(
    'over 4096 KiB',
  )
  expect(await scenarios.read('mine')).toBe('old\n')
  expect(readdirSync(join(folder, 'scenarios')).sort()).toEqual(['mine.yaml', 'taken.yaml'])
})
