/** Texts too long for one call, gathered part by part and taken once. */
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'

/** Several files may be dropped at once; each is bounded, so their number is too. */
const uploadsMax = 4

export interface TextSource {
  readonly text: string | null
  readonly upload: string | null
}

export class Uploads {
  readonly #parts = new Map<string, { readonly texts: string[]; bytes: number }>()

  /** Adds the next part; part 0 starts over. Fails `invalid` out of order or over the size limit, `refused` with too many uploads. */
  append(upload: string, part: number, text: string): number {
    if (part === 0) this.#parts.delete(upload)
    const held = this.#parts.get(upload) ?? { texts: [], bytes: 0 }
    if (part !== held.texts.length) {
      throw new Failure('invalid', `Part ${part} of the upload came out of order. Send it again.`)
    }
    if (part === 0 && this.#parts.size >= uploadsMax) {
      throw new Failure('refused', 'Too many files are being sent at once. Send them one by one.')
    }
    held.bytes += Buffer.byteLength(text)
    if (held.bytes > limits.definitionsFileBytes) {
      this.#parts.delete(upload)
      throw new Failure('invalid', `The file is over ${limits.definitionsFileBytes >> 20} MiB.`)
    }
    held.texts.push(text)
    this.#parts.set(upload, held)
    return held.bytes
  }

  /** The text itself, or that of an upload, which is forgotten then. Fails `invalid` when neither or both are given. */
  take(source: TextSource): string {
    if (source.text !== null && source.upload === null) return source.text
    if (source.upload === null || source.text !== null) {
      throw new Failure('invalid', 'Give either a text or an upload.')
    }
    const held = this.#parts.get(source.upload)
    if (held === undefined)
      throw new Failure('not-found', 'The upload is not there. Send it again.')
    this.#parts.delete(source.upload)
    return held.texts.join('')
  }
}
