/**
 * Passwords kept by the operating system's keyring. Where there is none, or only Chromium's fixed key ("basic_text"),
 * nothing is written and the memory of this run is all there is.
 */
import { safeStorage } from 'electron'
import { FileStore } from '#core/host/file-store.ts'
import { MemorySecrets, type SecretStore } from '#core/host/secrets.ts'

/** The part of `safeStorage` that is used. */
export type Keyring = Pick<
  typeof safeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString'
> & { getSelectedStorageBackend?: () => string }

/** False for every backend that does not keep a secret. */
export function isTrustworthy(keyring: Keyring, platform: NodeJS.Platform): boolean {
  if (!keyring.isEncryptionAvailable()) return false
  if (platform !== 'linux') return true
  const backend = keyring.getSelectedStorageBackend?.() ?? 'unknown'
  return backend !== 'basic_text' && backend !== 'unknown'
}

/** The best place for secrets this machine has. Only call when the app is ready. */
export function secretStore(folder: string, keyring: Keyring = safeStorage): SecretStore {
  if (!isTrustworthy(keyring, process.platform)) return new MemorySecrets()
  const files = new FileStore({
    folder,
    extension: '.secret',
    bytesMax: 64 * 1024,
    noun: 'password',
    notice: () => {},
  })
  return {
    read: async (id) => {
      const text = await files.read(id)
      if (text === null) return null
      try {
        return keyring.decryptString(Buffer.from(text, 'base64'))
      } catch {
        // Written under another keyring: it has to be typed again.
        return null
      }
    },
    write: (id, secret) => files.write(id, keyring.encryptString(secret).toString('base64')),
    remove: (id) => files.remove(id),
  }
}
