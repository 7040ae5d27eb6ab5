import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { fingerprint } from '#core/model/fingerprint.ts'
import { FileStore } from './file-store.ts'
import { testFolder } from './testing/test-host.ts'
import { Workspace } from './workspace.ts'
import { WriterLock } from './writer-lock.ts'

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
const earlier = (folder: string) =>
  readdirSync(join(folder, 'scenarios', 'earlier'))
    .sort()
    .map((file) => [file, readFileSync(join(folder, 'scenarios', 'earlier', file), 'utf8')])

test('the last three versions are kept, the newest first, and go with the file', async () => {
  const folder = testFolder()
  const { scenarios } = new Workspace(folder)
  for (const text of ['one', 'two', 'three', 'three', 'four', 'five']) {
    await scenarios.write('mine', text)
  }
  expect(earlier(folder)).toEqual([
    ['mine-1.yaml', 'four'],
    ['mine-2.yaml', 'three'],
    ['mine-3.yaml', 'two'],
  ])
  expect(await scenarios.names()).toEqual(['mine'])
  await scenarios.remove('mine')
  expect(earlier(folder)).toEqual([])
})

test('a file that breaks is set aside and the version before it stands in its place', async () => {
  const folder = testFolder()
  const workspace = new Workspace(folder)
  await workspace.scenarios.write('mine', 'one')
  await workspace.scenarios.write('mine', 'two')
  writeFileSync(join(folder, 'scenarios', 'mine.yaml'), Buffer.from([0xff, 0xfe]))
  expect(await workspace.scenarios.read('mine')).toBe('one')
  expect(workspace.notices).toEqual([
    'The saved scenario "mine" could not be read. It was moved to the folder "set-aside". The version saved before it stands in its place.',
  ])
  await workspace.saveProfile(profile)
  await workspace.saveProfile({ ...profile, name: 'Renamed' })
  writeFileSync(join(folder, 'connections', 'orders.json'), '{"format":1,')
  expect(await workspace.profiles()).toEqual([profile])
})

test('what another window saved meanwhile is not overwritten', async () => {
  const folder = testFolder()
  const [one, other] = [new Workspace(folder), new Workspace(folder)]
  await one.scenarios.write('mine', 'as both saw it')
  await other.scenarios.write('mine', 'by the other', fingerprint('as both saw it'))
  await expect(
    one.scenarios.write('mine', 'by the one', fingerprint('as both saw it')),
  ).rejects.toMatchObject({
    code: 'conflict',
    message:
      'The scenario "mine" was saved by another window since it was opened here, so nothing was overwritten. Save once more to keep yours beside it.',
  })
  expect(await one.scenarios.read('mine')).toBe('by the other')
  await expect(one.scenarios.write('mine', 'new', null)).rejects.toMatchObject({ code: 'conflict' })
  await one.scenarios.write('mine', 'by the other', fingerprint('as both saw it'))
})

test('a connection that another window changed is not overwritten either', async () => {
  const folder = testFolder()
  const [one, other] = [new Workspace(folder), new Workspace(folder)]
  await one.saveProfile(profile)
  await other.saveProfile({ ...profile, name: 'Renamed' }, profile)
  await expect(one.saveProfile({ ...profile, port: 5673 }, profile)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/^The connection "orders" was saved by another window/),
  })
  expect(await one.profiles()).toMatchObject([{ name: 'Renamed', port: 5672 }])
})

test('of many that save over the same version at once exactly one succeeds', async () => {
  const folder = testFolder()
  await new Workspace(folder).scenarios.write('mine', 'first')
  const saves = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) =>
      new Workspace(folder).scenarios.write('mine', `by ${n}`, fingerprint('first')),
    ),
  )
  expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(existsSync(join(folder, '.writer'))).toBe(false)
})

test('the lock of a process that died is taken over, and one that is held is waited for', async () => {
  const folder = testFolder()
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  const path = join(folder, '.writer')
  writeFileSync(path, JSON.stringify([hostname(), dead.pid, 'x']))
  expect(await new WriterLock(folder).hold(async () => 'held')).toBe('held')

  writeFileSync(path, JSON.stringify([hostname(), process.pid, 'x']))
  await expect(new WriterLock(folder).hold(async () => 'held')).rejects.toMatchObject({
    code: 'timeout',
    message: 'Another window of Sluice is saving in this workspace. Try again in a moment.',
  })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(path, longAgo, longAgo)
  expect(await new WriterLock(folder).hold(async () => 'held')).toBe('held')
})

test('a lock is given back when the work fails', async () => {
  const folder = testFolder()
  mkdirSync(folder, { recursive: true })
  const lock = new WriterLock(folder)
  await expect(lock.hold(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await lock.hold(async () => 'held')).toBe('held')
})

test('a store of what nobody edits, as passwords are, keeps nothing of what was', async () => {
  const folder = testFolder()
  const store = new FileStore({
    folder,
    extension: '.secret',
    bytesMax: 1024,
    noun: 'password',
    notice: () => {},
  })
  await store.write('orders', 'one')
  await store.write('orders', 'two')
  expect(readdirSync(folder)).toEqual(['orders.secret'])
})
