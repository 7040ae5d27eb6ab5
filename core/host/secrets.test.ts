import { expect, test } from 'vitest'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { MemorySecrets, Passwords } from './secrets.ts'

const profile: RabbitmqProfile = {
  kind: 'rabbitmq',
  id: 'orders',
  name: 'Orders',
  environment: 'production',
  host: 'broker.test',
  port: 5671,
  tls: true,
  tlsVerify: true,
  virtualHost: '/',
  username: 'reader',
  management: { url: 'https://broker.test:15671' },
}

test.each(['@:/#%"', 'line\nbreak', '密码🔑', '', ' '])(
  'the password "%s" comes back as it was',
  async (password) => {
    const passwords = new Passwords(new MemorySecrets())
    await passwords.keep(profile, password)
    expect(await passwords.of(profile)).toBe(password)
  },
)

test.each<[what: string, change: Partial<RabbitmqProfile>]>([
  ['host', { host: 'evil.test' }],
  ['port', { port: 5672 }],
  ['user', { username: 'admin' }],
  ['TLS', { tls: false }],
  ['certificate check', { tlsVerify: false }],
  ['management address', { management: { url: 'https://evil.test' } }],
])('a profile with another %s finds no password', async (_what, change) => {
  const passwords = new Passwords(new MemorySecrets())
  await passwords.keep(profile, 'secret')
  expect(await passwords.of({ ...profile, ...change })).toBe(null)
  expect(await passwords.of({ ...profile, name: 'renamed', environment: 'local' })).toBe('secret')
})

test('a forgotten password is gone', async () => {
  const passwords = new Passwords(new MemorySecrets())
  await passwords.keep(profile, 'secret')
  await passwords.forget(profile.id)
  expect(await passwords.of(profile)).toBe(null)
})
