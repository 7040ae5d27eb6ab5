import { type ChannelModel, type ConsumeMessage, connect } from 'amqplib'
import { expect, test } from './fixtures.ts'
import { Clients } from './pages/clients.ts'
import { Lab } from './pages/lab.ts'

/** A connection with a name. What its end is, the test says. */
async function client(uri: string, name: string): Promise<ChannelModel> {
  const connection = await connect(uri, { clientProperties: { connection_name: name } })
  connection.on('error', () => {})
  return connection
}

test('a program connects, its topology appears; its consumer is cut, the message comes again, and the run is gone back in', async ({
  app,
}) => {
  const lab = new Lab(app)
  const clients = new Clients(app)
  await lab.open('Poison message')
  await lab.runs()
  await clients.show()
  const uri = await clients.accept()

  const sender = await client(uri, 'order-intake')
  const sending = await sender.createConfirmChannel()
  await sending.assertQueue('task_queue', { durable: true })
  const worker = await client(uri, 'order-worker')
  const working = await worker.createChannel()
  const taken: ConsumeMessage[] = []
  await working.consume('task_queue', (message) => message && taken.push(message))
  sending.sendToQueue('task_queue', Buffer.from('{"order":17}'), { persistent: true })
  await sending.waitForConfirms()

  await expect(clients.client('order-worker')).toContainText('1 channel')
  await expect(lab.node('Queue', 'task_queue')).toBeVisible()
  await expect(lab.node('Producer', 'order-intake')).toBeVisible()
  await expect(lab.node('Consumer', 'order-worker')).toBeVisible()
  await expect.poll(() => taken.length).toBe(1)

  const gone = new Promise<void>((resolve) => worker.once('close', () => resolve()))
  await clients.cut('order-worker')
  await gone
  const second = await client(uri, 'order-worker')
  const again = await second.createChannel()
  const redelivered = await new Promise<ConsumeMessage | null>((resolve) => {
    void again.consume('task_queue', resolve)
  })
  expect(redelivered?.fields.redelivered).toBe(true)
  expect(redelivered?.content.toString()).toBe('{"order":17}')
  again.ack(redelivered!)
  await expect(lab.log).toContainText('order-worker')

  await app.keyboard.press('Escape')
  await expect(clients.panel).toBeHidden()
  await app.getByRole('button', { name: 'Step one event back' }).click()
  await expect(lab.state).toHaveText(/Paused/)
  await expect(lab.node('Queue', 'task_queue')).toBeVisible()
  await clients.show()
  await expect(clients.panel).toContainText('You went back in this run')
  await sender.close().catch(() => {})
})

test('the broker says in a sentence what a program did wrong', async ({ app }) => {
  const lab = new Lab(app)
  const clients = new Clients(app)
  await lab.runs()
  await clients.show()
  const uri = await clients.accept()
  const connection = await client(uri, 'careless')
  const channel = await connection.createChannel()
  channel.on('error', () => {})
  await channel.assertQueue('tasks', { durable: true })
  await expect(channel.assertQueue('tasks', { durable: false })).rejects.toThrow(/PRECONDITION/)
  const wrong = 'Queue tasks is durable here; the program declares it not durable.'
  await expect(clients.panel).toContainText(wrong)
  await app.keyboard.press('Escape')
  await expect(app.getByText(wrong)).toBeVisible()
  await connection.close()
})
