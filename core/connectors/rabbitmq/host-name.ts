/**
 * One spelling per host. Resolvers and certificate checks disagree about odd spellings (leading zeros, one-number
 * addresses, a final dot), and that disagreement is how a name passes a check and reaches another machine.
 */
import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { Failure } from '#core/model/failure.ts'

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** The host as it is looked up and verified: lower case, Punycode, no brackets. Fails `invalid` with the reason. */
export function canonicalHost(host: string): string {
  const refuse = (why: string) =>
    new Failure('invalid', `${JSON.stringify(host)} is not a host name: ${why}.`)
  if (host.startsWith('[') && host.endsWith(']')) {
    const address = host.slice(1, -1)
    if (!isIPv6(address)) throw refuse('what stands in brackets is not an IPv6 address')
    return address.toLowerCase()
  }
  if (isIPv6(host)) return host.toLowerCase()
  if (isIPv4(host)) return host
  if (host === '') throw refuse('it is empty')
  if (/[\s\0@/\\?#:%[\]]/.test(host)) throw refuse('it holds a character a name cannot hold')
  if (host.endsWith('.')) throw refuse('it ends with a dot; write it without')
  const ascii = domainToASCII(host).toLowerCase()
  const labels = ascii.split('.')
  if (ascii === '' || ascii.length > 253 || !labels.every((part) => label.test(part)))
    throw refuse('its parts must be 1 to 63 letters, digits or hyphens')
  // Resolvers read 0x7f.1, 010.0.0.1 or 2130706433 as addresses, each in its own way.
  if (/^(0x[0-9a-f]*|[0-9]+)$/.test(labels.at(-1) ?? ''))
    throw refuse('an address has four parts from 0 to 255 without leading zeros')
  return ascii
}

/** `host:port`, with brackets around an IPv6 address. */
export function hostAndPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}
