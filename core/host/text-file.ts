/** Text files somebody names on a command line: read whole, bounded, and refused with one sentence when they are none. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'

/** What went wrong with a file, in words; anything else is shown by the system's own name for it. */
const reasons = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'it may not be read or written with your rights'],
  ['EPERM', 'it may not be read or written with your rights'],
  ['EISDIR', 'it is a folder, name a file in it'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ELOOP', 'its links lead in a circle'],
  ['EEXIST', 'it exists already, choose another name or remove it'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['ENXIO', 'it is not a regular file'],
])

/** A system's error as a failure that names the file; errors without a code are not the file's and pass unchanged. */
export function fileFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error
  const reason = reasons.get(error.code) ?? `the system answers ${error.code}`
  return new Failure('invalid', `${visible(path)}: ${reason}.`)
}

/** Fails `invalid` unless it is a regular file of at most `bytesMost` in UTF-8. */
export async function readTextFile(path: string, bytesMost: number): Promise<string> {
  let file: FileHandle | undefined
  try {
    // Without it, opening a FIFO waits for a writer for ever.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const { size, ...stats } = await file.stat().then((found) => ({
      size: found.size,
      folder: found.isDirectory(),
      regular: found.isFile(),
    }))
    if (stats.folder)
      throw new Failure('invalid', `${visible(path)}: it is a folder, name a file in it.`)
    if (!stats.regular) {
      throw new Failure(
        'invalid',
        `${visible(path)}: it is not a regular file; use - to read from a pipe.`,
      )
    }
    if (size > bytesMost) throw tooLarge(path, bytesMost)
    return decoded(path, await file.readFile())
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(path, error)
  } finally {
    await file?.close()
  }
}

/** All of a stream, as `readTextFile` reads a file. */
export async function readTextStream(
  stream: AsyncIterable<Uint8Array>,
  bytesMost: number,
): Promise<string> {
  const name = 'standard input'
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > bytesMost) throw tooLarge(name, bytesMost)
    chunks.push(chunk)
  }
  return decoded(name, Buffer.concat(chunks))
}

const tooLarge = (path: string, most: number) =>
  new Failure('invalid', `${visible(path)}: it is larger than ${most >> 20} MiB.`)

function decoded(path: string, bytes: Uint8Array): string {
  const [first, second] = bytes
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  try {
    if (!utf16) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  const found = utf16 ? 'it is UTF-16' : 'it is not UTF-8 text'
  throw new Failure('invalid', `${visible(path)}: ${found}, save it as UTF-8.`)
}
