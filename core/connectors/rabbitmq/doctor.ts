/**
 * Tests a profile step by step. What does not depend on a failed step still runs, each failure carries the server's own
 * words and what to try, and nothing is declared, bound or published.
 */
import type { RabbitmqProfile } from '#core/model/connection.ts'
import type { TestStep } from '#core/model/explored.ts'
import type { SaidPart, Told } from '#core/model/said.ts'
import { shakeHands } from './handshake.ts'
import { loginFinding, virtualHostFinding } from './login-steps.ts'
import { askManagement, type ManagementAnswers } from './management-step.ts'
import { nameStep, tcpStep, tlsStep } from './network-steps.ts'
import {
  advice,
  type Finding,
  failed,
  notApplicable,
  notRun,
  part,
  passed,
  tell,
  timed,
} from './test-step.ts'

const waitingWords = {
  name: part('theNameLookup'),
  tcp: part('theTcpConnection'),
  tls: part('theTls'),
} as const

/** Yields the seven steps in order, each when it has ended. Rejects only when `signal` aborts. */
export async function* testConnection(
  profile: RabbitmqProfile,
  secret: string | null,
  signal: AbortSignal,
): AsyncGenerator<TestStep> {
  // It depends on none of the other steps and takes longest, so it runs beside them.
  const asking = timedAnswers(profile, secret, signal)
  asking.catch(() => undefined)
  let waitsFor: Told<SaidPart> | null = null
  for (const [step, work] of [
    ['name', nameStep],
    ['tcp', tcpStep],
    ['tls', tlsStep],
  ] as const) {
    const missing: Told<SaidPart> | null = waitsFor
    const done = await timed(step, async () =>
      missing === null ? work(profile, signal) : notRun(tell('waitsFor', { step: missing })),
    )
    if (done.outcome === 'failed') waitsFor = waitingWords[step]
    yield done
  }
  const handshake = waitsFor === null ? await shakeHands(profile, secret, signal) : null
  const login =
    handshake === null
      ? notRun(tell('waitsFor', { step: waitsFor ?? part('theTls') }))
      : loginFinding(profile, secret, handshake)
  yield { step: 'login', tookMs: handshake?.loginMs ?? 0, ...login }

  const { answers, tookMs } = await asking
  const virtualHost = virtualHostFinding(profile, handshake, answers.virtualHosts)
  const openMs = handshake !== null && 'openMs' in handshake ? handshake.openMs : 0
  yield { step: 'virtual-host', tookMs: openMs, ...virtualHost }

  const permissions =
    virtualHost.outcome === 'passed'
      ? permissionsFinding(profile, answers)
      : notRun(tell('waitsForVirtualHost'))
  yield { step: 'permissions', tookMs: 0, ...permissions }
  yield { step: 'management', tookMs, ...answers.finding }
}

async function timedAnswers(profile: RabbitmqProfile, secret: string | null, signal: AbortSignal) {
  const began = performance.now()
  const answers = await askManagement(profile, secret, signal)
  return { answers, tookMs: Math.round((performance.now() - began) * 10) / 10 }
}

function permissionsFinding(profile: RabbitmqProfile, answers: ManagementAnswers): Finding {
  if (answers.finding.outcome !== 'passed') return notApplicable(tell('rightsByManagement'))
  if (answers.permissions === null) return notApplicable(tell('rightsByAdministrator'))
  const own = answers.permissions.find(({ vhost }) => vhost === profile.virtualHost)
  if (own === undefined)
    return failed(
      tell('noRights', { user: profile.username, virtualHost: profile.virtualHost }),
      null,
      [advice(tell('askRights'))],
    )
  const right = (pattern: string) => (pattern === '' ? part('rightToNothing') : pattern)
  return passed(
    tell('rights', {
      configure: right(own.configure),
      write: right(own.write),
      read: right(own.read),
    }),
  )
}
