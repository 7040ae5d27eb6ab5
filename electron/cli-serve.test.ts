import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from 'amqplib'
import { afterEach, expect, test } from 'vitest'
import { certificate } from '#core/endpoint/tcp/certificate.fixture.ts'

const program = fileURLToPath(new URL('cli.ts', import.meta.url))
let child: ChildProcess | null = null
let folder: string | null = null

afterEach(async () => {
  child?.kill('SIGKILL')
  if (folder !== null) await rm(folder, { recursive: true })
  folder = null
})

/** A folder of the test's with these files; their paths. */
async function files(...texts: readonly string[]): Promise<string[]> {
  const here = await mkdtemp(join(tmpdir(), 'sluice-serve-'))
  folder = here
  const paths = texts.map((_, at) => join(here, `${at}.pem`))
  await Promise.all(texts.map((text, at) => writeFile(paths[at]!, text)))
  return paths
}

test('an unmodified program finds the address in the line that is printed, and Ctrl-C ends it', async () => {
  const serving = spawn(process.execPath, [program, 'serve', '--amqp', '0', '--json'])
  child = serving
  const [line] = await once(serving.stdout, 'data')
  const { url, profile } = JSON.parse(String(line)) as { url: string; profile: string }
  expect(profile).toBe('rabbitmq@4.3')
  const connection = await connect(url)
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue('tasks')
  channel.sendToQueue('tasks', Buffer.from('one'))
  await channel.waitForConfirms()
  const got = await channel.get('tasks')
  expect(got === false ? null : got.content.toString()).toBe('one')
  await connection.close()
  serving.kill('SIGINT')
  const [code] = await once(serving, 'exit')
  expect(code).toBe(130)
})

test('a port that is taken is said in one sentence', async () => {
  const first = spawn(process.execPath, [program, 'serve', '--amqp', '0', '--json'])
  child = first
  const [line] = await once(first.stdout, 'data')
  const { port } = new URL((JSON.parse(String(line)) as { url: string }).url)
  const second = spawn(process.execPath, [program, 'serve', '--amqp', port])
  const [said] = await once(second.stderr, 'data')
  expect(String(said)).toContain(`Port ${port} of 127.0.0.1 cannot be had`)
  const [code] = await once(second, 'exit')
  expect(code).toBe(2)
})

test('with a certificate programs come over TLS, and who speaks plain text does not', async () => {
  const [cert, key] = await files(certificate.cert, certificate.key)
  const more = ['--tls-cert', cert!, '--tls-key', key!]
  const serving = spawn(process.execPath, [program, 'serve', '--amqp', '0', '--json', ...more])
  child = serving
  const [line] = await once(serving.stdout, 'data')
  const { url } = JSON.parse(String(line)) as { url: string }
  expect(url).toMatch(/^amqps:/)
  const connection = await connect(url, { ca: [certificate.cert] })
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue('tasks')
  // More than a socket is heard in one turn.
  const body = Buffer.alloc(1_000_000, 'x')
  channel.sendToQueue('tasks', body)
  await channel.waitForConfirms()
  const got = await channel.get('tasks')
  expect(got === false ? null : got.content.equals(body)).toBe(true)
  await connection.close()
  await expect(connect(url.replace('amqps', 'amqp'))).rejects.toThrow()
})

test('a certificate that cannot be used is said in one sentence', async () => {
  const [cert, key] = await files('no certificate', certificate.key)
  const more = ['--tls-cert', cert!, '--tls-key', key!]
  const serving = spawn(process.execPath, [program, 'serve', '--amqp', '0', ...more])
  child = serving
  const [said] = await once(serving.stderr, 'data')
  expect(String(said)).toContain('The certificate and its key cannot be used')
  const [code] = await once(serving, 'exit')
  expect(code).toBe(2)
})
