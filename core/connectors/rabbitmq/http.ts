/**
 * GET over HTTP or HTTPS with a limit on everything. Node's own client and not fetch, because certificate checking must
 * be switchable for this one server, and because credentials must never follow a redirect.
 */
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { Failure } from '#core/model/failure.ts'
import { connectFailure, managementAt } from './fault.ts'
import { limitedBy } from './limit.ts'

/** A list of 20,000 queues is about 10 MiB. */
const answerLimitBytes = 64 * 1024 * 1024
const answerTimeoutMs = 20_000

export interface HttpAnswer {
  readonly status: number
  readonly text: string
  /** The `server` header: RabbitMQ's management says `Cowboy`. */
  readonly server: string
}

export interface HttpGet {
  readonly url: URL
  readonly login: { readonly username: string; readonly password: string } | null
  readonly tlsVerify: boolean
  readonly signal: AbortSignal
  /** Instead of 20 s. */
  readonly withinMs?: number
}

/** Fails when there is no answer; every status but a redirect is an answer. */
export async function httpGet(get: HttpGet): Promise<HttpAnswer> {
  const place = managementAt(get.url.origin)
  const where = place.text
  const limit = limitedBy([get.signal], get.withinMs ?? answerTimeoutMs)
  const request = get.url.protocol === 'https:' ? secureRequest : plainRequest
  const headers: Record<string, string> = { accept: 'application/json' }
  if (get.login !== null) {
    const login = `${get.login.username}:${get.login.password}`
    headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`
  }
  try {
    const answer = await new Promise<HttpAnswer>((resolve, reject) => {
      const asked = request(
        get.url,
        {
          headers,
          rejectUnauthorized: get.tlsVerify,
          signal: limit.signal,
          agent: false,
        },
        (incoming) => read(incoming, where).then(resolve, reject),
      )
      asked.once('error', reject)
      asked.end()
    })
    if (answer.status >= 300 && answer.status < 400)
      throw new Failure(
        'refused',
        `${where} wants to send this login to another address; enter the address it moved to.`,
      )
    return answer
  } catch (problem) {
    if (limit.isLate())
      throw new Failure('timeout', `${where} did not answer within ${answerTimeoutMs / 1000} s.`)
    throw connectFailure(place, problem)
  } finally {
    limit.release()
  }
}

async function read(incoming: IncomingMessage, where: string): Promise<HttpAnswer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming) {
    const bytes: Buffer = part
    size += bytes.length
    if (size > answerLimitBytes)
      throw new Failure('unsupported', `${where} answered more than ${answerLimitBytes} bytes.`)
    parts.push(bytes)
  }
  return {
    status: incoming.statusCode ?? 0,
    text: Buffer.concat(parts).toString('utf8'),
    server: String(incoming.headers.server ?? ''),
  }
}
