import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { isTrustworthy, type Keyring, secretStore } from './keyring.ts'

vi.mock('electron', () => ({ safeStorage: null }))

/** A keyring that turns its texts around. */
const keyring = (backend: string | null, isAvailable = true): Keyring => ({
  isEncryptionAvailable: () => isAvailable,
  encryptString: (text) => Buffer.from([...text].reverse().join('')),
  decryptString: (bytes) => [...bytes.toString()].reverse().join(''),
  ...(backend === null ? {} : { getSelectedStorageBackend: () => backend }),
})

test.each([
  ['linux', 'gnome_libsecret', true, true],
  ['linux', 'kwallet6', true, true],
  ['linux', 'basic_text', true, false],
  ['linux', 'unknown', true, false],
  ['linux', null, true, false],
  ['linux', 'gnome_libsecret', false, false],
  ['darwin', null, true, true],
  ['darwin', null, false, false],
  ['win32', null, true, true],
] as const)(
  'on %s with %s, available %s: trusted %s',
  (platform, backend, isAvailable, isTrusted) => {
    expect(isTrustworthy(keyring(backend, isAvailable), platform)).toBe(isTrusted)
  },
)

const folder = () => mkdtempSync(join(tmpdir(), 'sluice-secrets-'))

test('a keyring keeps passwords across restarts, never as they are', async () => {
  const place = folder()
  await secretStore(place, keyring('gnome_libsecret')).write('orders', 'canary')
  const [file] = readdirSync(place)
  expect(readFileSync(join(place, file ?? ''), 'utf8')).not.toContain('canary')
  expect(await secretStore(place, keyring('gnome_libsecret')).read('orders')).toBe('canary')
})

test('without a keyring nothing is written', async () => {
  const place = folder()
  const store = secretStore(place, keyring('basic_text'))
  await store.write('orders', 'canary')
  expect(await store.read('orders')).toBe('canary')
  expect(readdirSync(place)).toEqual([])
})

test('a password of another keyring has to be typed again', async () => {
  const place = folder()
  await secretStore(place, keyring('gnome_libsecret')).write('orders', 'canary')
  const other = {
    ...keyring('gnome_libsecret'),
    decryptString: () => {
      throw new Error('wrong key')
    },
  }
  expect(await secretStore(place, other).read('orders')).toBe(null)
})
