import { describe, expect, test } from 'vitest'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import type { TestStep, TestStepName } from '#core/model/explored.ts'
import { rabbitmqConnector } from './rabbitmq.ts'
import { onEach, profileOf, type RealServer, script } from './real-server.ts'

async function steps(
  profile: RabbitmqProfile,
  secret: string | null,
): Promise<Record<TestStepName, TestStep>> {
  const seen: Partial<Record<TestStepName, TestStep>> = {}
  for await (const step of rabbitmqConnector.test(profile, secret, new AbortController().signal))
    seen[step.step] = step
  return seen as Record<TestStepName, TestStep>
}

const outcomes = (seen: Record<TestStepName, TestStep>) =>
  Object.fromEntries(Object.values(seen).map(({ step, outcome }) => [step, outcome]))

describe('the connection test', () => {
  onEach(['3.10', '4.0', '4.3'], (real) => {
    test('passes every step on a good profile', async () => {
      const seen = await steps(profileOf(real, { host: 'localhost' }), real.password)
      expect(outcomes(seen)).toEqual({
        name: 'passed',
        tcp: 'passed',
        tls: 'not-applicable',
        login: 'passed',
        'virtual-host': 'passed',
        permissions: 'passed',
        management: 'passed',
      })
      expect(seen.login.fact).toContain(`RabbitMQ ${real.version}`)
    })

    test('names a refused login, and what needs no login still runs', async () => {
      const seen = await steps(profileOf(real), 'not the password')
      expect(outcomes(seen)).toMatchObject({
        tcp: 'passed',
        login: 'failed',
        'virtual-host': 'not-run',
        permissions: 'not-run',
        management: 'failed',
      })
      expect(seen.login.reply).toMatch(/^403 ACCESS_REFUSED - Login was refused/)
      expect(JSON.stringify(seen)).not.toContain('not the password')
    })

    test('tells a missing virtual host from a refused login, and offers those there are', async () => {
      const seen = await steps(profileOf(real, { virtualHost: 'no such host' }), real.password)
      expect(outcomes(seen)).toMatchObject({
        login: 'passed',
        'virtual-host': 'failed',
        permissions: 'not-run',
        management: 'passed',
      })
      expect(seen['virtual-host'].reply).toBe('530 NOT_ALLOWED - vhost no such host not found')
      expect(seen['virtual-host'].tries[0]?.set).toEqual({ virtualHost: '/' })
    })
  })

  onEach(['4.3'], (real) => {
    test('names a virtual host this user may not open', async () => {
      await newUser(real, 'monitor', 'secret', 'monitoring')
      const seen = await steps(profileOf(real, { username: 'monitor' }), 'secret')
      expect(seen['virtual-host']).toMatchObject({ outcome: 'failed' })
      expect(seen['virtual-host'].reply).toContain("access to vhost '/' refused for user 'monitor'")
      expect(seen.management.fact).toContain('monitoring')
    })

    test('names a user without a management tag', async () => {
      await newUser(real, 'plain', 'secret', '')
      await script(real, 'rabbitmqctl', 'set_permissions', 'plain', '.*', '.*', '.*')
      const seen = await steps(profileOf(real, { username: 'plain' }), 'secret')
      expect(outcomes(seen)).toMatchObject({
        login: 'passed',
        'virtual-host': 'passed',
        permissions: 'not-applicable',
        management: 'failed',
      })
    })

    test('names a port nobody listens on', async () => {
      const seen = await steps(profileOf(real, { port: 1 }), real.password)
      expect(outcomes(seen)).toMatchObject({
        tcp: 'failed',
        login: 'not-run',
        management: 'passed',
      })
      expect(seen.tcp.fact).toContain('127.0.0.1:1')
    })

    test('names a host that does not exist', async () => {
      const seen = await steps(profileOf(real, { host: 'no-such-host.invalid' }), real.password)
      expect(outcomes(seen)).toMatchObject({ name: 'failed', tcp: 'not-run', management: 'passed' })
      expect(seen.name.fact).toContain('no-such-host.invalid')
    })

    test('says HTTP where the management port was taken for AMQP', async () => {
      const seen = await steps(profileOf(real, { port: real.managementPort }), real.password)
      expect(seen.login).toMatchObject({ outcome: 'failed' })
      expect(seen.login.fact).toContain('speaks HTTP')
    })

    test('says plain AMQP where TLS was expected', async () => {
      const seen = await steps(profileOf(real, { tls: true }), real.password)
      expect(seen.tls).toMatchObject({ outcome: 'failed' })
      expect(seen.tls.fact).toContain('speaks plain AMQP')
      expect(seen.tls.tries.map(({ set }) => set)).toContainEqual({ tls: 'false' })
    })

    test('says that the management address is the AMQP port', async () => {
      const management = { url: `http://127.0.0.1:${real.amqpPort}` }
      const seen = await steps(profileOf(real, { management }), real.password)
      expect(outcomes(seen)).toMatchObject({ login: 'passed', management: 'failed' })
      expect(seen.management.fact).toContain('does not speak HTTP')
    })
  })
})

async function newUser(real: RealServer, name: string, password: string, tag: string) {
  await script(real, 'rabbitmqctl', 'delete_user', name).catch(() => undefined)
  await script(real, 'rabbitmqctl', 'add_user', name, password)
  if (tag !== '') await script(real, 'rabbitmqctl', 'set_user_tags', name, tag)
}
