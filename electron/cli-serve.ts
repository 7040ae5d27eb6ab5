/** `sluice serve`: an empty simulated broker that programs reach over AMQP, until it is interrupted. */
import { readFile } from 'node:fs/promises'
import { serveBroker } from '#core/endpoint/tcp/serving.ts'
import { Failure } from '#core/model/failure.ts'
import type { ServeCommand } from './cli-serve-arguments.ts'

/** Resolves with the signal that ended it. Fails `refused` when the port cannot be had. */
export async function serve(command: ServeCommand): Promise<NodeJS.Signals> {
  const { profile, port, user, password, connectionsMax } = command
  const tls = command.tls === null ? null : await certificateOf(command.tls)
  const serving = await serveBroker({
    profile,
    port,
    user,
    password,
    ...(tls === null ? {} : { tls }),
    ...(connectionsMax === null ? {} : { server: { connectionsMax } }),
  })
  const scheme = tls === null ? 'amqp' : 'amqps'
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  const url = `${scheme}://${login}@127.0.0.1:${serving.port}`
  const line = command.json ? JSON.stringify({ url, profile }) : `${profile} simulated at ${url}`
  process.stdout.write(`${line}\n`)
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await serving.close()
  return signal
}

async function certificateOf(files: { readonly certificate: string; readonly key: string }) {
  const [cert, key] = await Promise.all([textOf(files.certificate), textOf(files.key)])
  return { cert, key }
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    throw new Failure(
      'not-found',
      `${file} cannot be read, because ${problem.code}. Name a PEM file.`,
    )
  })
}
