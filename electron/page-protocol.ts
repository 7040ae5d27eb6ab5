/** Serves the built page under its own scheme: exact paths of the list of files, nothing else. */

import { isPageAddress } from './page-address.ts'
import { type PageFiles, pageHeaders } from './page-files.ts'

/** Answers one request of the page. */
export function answerPage(request: Request, files: PageFiles): Response {
  const headers = pageHeaders('')
  const file = request.method === 'GET' ? fileAt(request.url, files) : undefined
  if (file === undefined) return new Response('There is no such file.\n', { status: 404, headers })
  return new Response(file.bytes, { headers: { ...headers, 'content-type': file.type } })
}

function fileAt(address: string, files: PageFiles) {
  if (!isPageAddress(address)) return undefined
  return files.get(new URL(address).pathname)
}
