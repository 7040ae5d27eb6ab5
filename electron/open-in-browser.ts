/**
 * Opens an address in the user's browser without putting it on a command line, where every user of the machine could
 * read its token: a private page that leads there is opened instead.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The browser has read the page by then. */
const keptMs = 30_000

/** Opens `address`, where there is a screen to open it on. Returns what removes the private page early. */
export function openInBrowser(address: string): () => void {
  const [command, ...words] = opener()
  if (command === undefined) return () => {}
  const folder = mkdtempSync(join(tmpdir(), 'sluice-'))
  const page = join(folder, 'open.html')
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><title>Sluice</title><meta http-equiv="refresh" content="0;url=${address}">`,
    { mode: 0o600 },
  )
  const forget = () => rmSync(folder, { recursive: true, force: true })
  setTimeout(forget, keptMs).unref()
  const child = spawn(command, [...words, page], { stdio: 'ignore', detached: true })
  // Without an opener the printed address is enough.
  child.on('error', forget)
  child.unref()
  return forget
}

function opener(): readonly string[] {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : []
}
