import { createServer } from 'node:net'
import type { ServerOptions } from './amqp-server.ts'

/** A certificate and its key, in PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** TLS is loaded for those who want it: it takes longer to load than everything else here. */
export async function listenerOf(tls?: Certificate): Promise<ServerOptions['listener']> {
  if (tls === undefined) return (welcome) => createServer({ allowHalfOpen: true }, welcome)
  const { createServer: createTlsServer } = await import('node:tls')
  return (welcome) => createTlsServer({ ...tls, allowHalfOpen: true }, welcome)
}
