/**
 * Programs of a newer suite want a newer C library than the machine has. Each binary is put behind a two-line script
 * that runs it through the extracted loader and libraries; children such as /bin/sh keep the machine's own.
 */
import { chmod, lstat, open, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Wraps every ELF program in `folders` and points the shell scripts among them to `erlang`. Absolute paths are baked in. */
export async function wrapPrograms(
  root: string,
  folders: readonly string[],
  erlang: string,
  withLoader: boolean,
): Promise<void> {
  const loader = withLoader ? await findLoader(root) : null
  for (const folder of folders) {
    for (const name of await readdir(folder)) {
      const file = join(folder, name)
      const about = await lstat(file)
      if (!about.isFile() || name.endsWith('.elf')) continue
      const kind = await kindOf(file)
      if (kind === 'script') {
        const text = await readFile(file, 'utf8')
        await writeFile(file, text.replaceAll(/(^|[="\s])\/usr\/lib\/erlang/gm, `$1${erlang}`))
      } else if (kind === 'elf' && loader !== null) {
        await rename(file, `${file}.elf`)
        const call = `${loader.program} --library-path ${loader.libraries} --argv0 "$0"`
        await writeFile(file, `#!/bin/sh\nexec ${call} ${file}.elf "$@"\n`)
        await chmod(file, 0o755)
      }
    }
  }
}

async function findLoader(root: string): Promise<{ program: string; libraries: string }> {
  const lib = join(root, 'usr/lib')
  for (const folder of await readdir(lib)) {
    if (!folder.endsWith('-linux-gnu')) continue
    const libraries = join(lib, folder)
    const name = (await readdir(libraries)).find((file) => /^ld-linux-.*\.so\.\d+$/.test(file))
    if (name !== undefined) return { program: join(libraries, name), libraries }
  }
  throw new Error(`no loader of the C library in ${lib}`)
}

async function kindOf(file: string): Promise<'elf' | 'script' | 'other'> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(4)
    await handle.read(head, 0, 4, 0)
    if (head.toString('latin1') === '\x7fELF') return 'elf'
    return head.toString('latin1', 0, 2) === '#!' ? 'script' : 'other'
  } finally {
    await handle.close()
  }
}
