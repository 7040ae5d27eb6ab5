/** So that `vitest --project real` also works by itself: starts the servers unless the whole run has. */
import { startBrokers } from './brokers.ts'

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.SLUICE_RABBITMQ_SERVERS !== undefined) return undefined
  const brokers = await startBrokers()
  Object.assign(process.env, brokers.env)
  for (const { reason, howTo } of brokers.unavailable) console.warn(`${reason} ${howTo}`)
  return () => brokers.stop()
}
