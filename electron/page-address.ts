/** The page's own address, and which other addresses may ever be shown. Addresses are parsed and compared part by part. */

export const pageScheme = 'app'
export const pageHost = 'sluice'
export const pageAddress = `${pageScheme}://${pageHost}/`

/** Sites a link may lead to, in the user's browser. */
const linkedHosts: readonly string[] = ['www.rabbitmq.com', 'reactflow.dev', 'github.com']

/** True for an address of the page itself. */
export function isPageAddress(address: string): boolean {
  const url = parsed(address)
  return (
    url !== null &&
    url.protocol === `${pageScheme}:` &&
    url.host === pageHost &&
    url.username === '' &&
    url.password === ''
  )
}

/** The address to hand to the user's browser, in full and normalised, or null when it is not one of ours. */
export function linkToOpen(address: string): string | null {
  const url = parsed(address)
  if (url === null || url.protocol !== 'https:' || url.port !== '') return null
  if (url.username !== '' || url.password !== '') return null
  return linkedHosts.includes(url.hostname) ? url.href : null
}

function parsed(address: string): URL | null {
  // The parser drops tabs and line breaks, and a NUL ends a string for the operating system.
  for (let at = 0; at < address.length; at += 1) {
    const unit = address.charCodeAt(at)
    if (unit <= 0x20 || unit === 0x7f || unit === 0x5c) return null
  }
  try {
    return new URL(address)
  } catch {
    return null
  }
}
