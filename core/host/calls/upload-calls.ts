import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import type { SessionParts } from '#core/host/session.ts'

export function uploadCalls({ uploads }: SessionParts) {
  const on = implement(contract.upload)
  return on.router({
    append: on.append.handler(({ input: { upload, part, text } }) => ({
      upload,
      bytes: uploads.append(upload, part, text),
    })),
  })
}
