/**
 * The built page as a closed list: every file is read once at the start and found by its exact path. What is not in
 * the list does not exist, so no path can lead out of the folder.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

export type PageFiles = ReadonlyMap<string, PageFile>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Files under `folder` by URL path; `/` is the page itself. Files of unknown type are left out. */
export function readPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>()
  const gather = (within: string, prefix: string) => {
    for (const entry of readdirSync(within, { withFileTypes: true })) {
      const file = join(within, entry.name)
      const path = `${prefix}/${entry.name}`
      const type = types[extname(entry.name)]
      if (entry.isDirectory()) gather(file, path)
      else if (entry.isFile() && type !== undefined) {
        files.set(path, { bytes: new Uint8Array(readFileSync(file)), type })
      }
    }
  }
  gather(folder, '')
  const page = files.get('/index.html')
  if (page) files.set('/', page)
  return files
}

/**
 * What every response says. The page may load only itself, run no code made from strings and be framed by nobody.
 * `connect`: where else it may connect to, e.g. `ws://127.0.0.1:4000`.
 */
export function pageHeaders(connect: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self'",
      "worker-src 'self'",
      `connect-src 'self'${connect === '' ? '' : ` ${connect}`}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
    'cache-control': 'no-store',
  }
}
