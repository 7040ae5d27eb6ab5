import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connect } from 'amqplib'
import { afterEach, expect, test } from 'vitest'

const program = fileURLToPath(new URL('cli.ts', import.meta.url))
let child: ChildProcess | null = null

afterEach(() => {
  child?.kill('SIGKILL')
})

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
