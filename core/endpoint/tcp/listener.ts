import { createServer } from 'node:net'
import { Failure } from '#core/model/failure.ts'
import type { ServerOptions } from './amqp-server.ts'

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** How long a client may take to agree on TLS; before that it is no connection of the server's. */
const handshakeMs = 10_000

/**
 * TLS is loaded for those who want it: it takes longer to load than everything else here. Rejects `invalid` when the certificate
 * cannot be used.
 */
export async function listenerOf(tls?: Certificate): Promise<ServerOptions['listener']> {
  if (tls === undefined) return (welcome) => createServer({ allowHalfOpen: true }, welcome)
  const { createSecureContext, createServer: createTlsServer } = await import('node:tls')
  try {
    createSecureContext(tls)
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem)
    const message = `The certificate and its key cannot be used (${why}): name two PEM files that belong together.`
    throw new Failure('invalid', message)
  }
  const options = { ...tls, allowHalfOpen: true, handshakeTimeout: handshakeMs }
  return (welcome) => createTlsServer(options, welcome)
}
