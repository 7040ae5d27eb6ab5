/** The management API's part of a connection test, which also knows virtual hosts and rights. */
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import type { SaidPart, Told } from '#core/model/said.ts'
import { httpGet } from './http.ts'
import { Management } from './management.ts'
import {
  advice,
  type Finding,
  failed,
  notApplicable,
  part,
  passed,
  proposal,
  type Try,
  tell,
} from './test-step.ts'
import { usualManagementUrls } from './uri.ts'

export interface ManagementAnswers {
  readonly finding: Finding
  readonly version: string | null
  readonly virtualHosts: readonly string[] | null
  readonly isAdministrator: boolean
  /** Null: may not be read. */
  readonly permissions:
    | readonly { vhost: string; configure: string; write: string; read: string }[]
    | null
}

const nothing = { version: null, virtualHosts: null, isAdministrator: false, permissions: null }

/** Reads who we are and what there is; only GET. Never fails: what went wrong is the finding. */
export async function askManagement(
  profile: RabbitmqProfile,
  secret: string | null,
  signal: AbortSignal,
): Promise<ManagementAnswers> {
  if (profile.management === null) {
    const tries = await offers(profile, signal)
    return { ...nothing, finding: notApplicable(tell('noManagement'), tries) }
  }
  let management: Management | null = null
  const cancel = () => management?.close()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    management = new Management(profile.management.url, profile, secret)
    const who = await management.whoAmI()
    const tags = typeof who.tags === 'string' ? who.tags.split(',') : who.tags
    const known = tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
    const overview = await management.overview()
    const virtualHosts = (await management.virtualHosts()).map(({ name }) => name)
    const isAdministrator = known.includes('administrator')
    const permissions = isAdministrator
      ? await management.permissions(profile.username).catch(() => null)
      : null
    const counted = countedWords(virtualHosts.length, overview.object_totals?.queues)
    const tagged = known.length === 0 ? part('noTags') : known.join(', ')
    return {
      finding: passed(tell('tags', { tags: tagged, counted })),
      version: overview.rabbitmq_version,
      virtualHosts,
      isAdministrator,
      permissions,
    }
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem
    return { ...nothing, finding: await explained(profile, problem, signal) }
  } finally {
    signal.removeEventListener('abort', cancel)
    management?.close()
  }
}

function countedWords(hosts: number, queues: number | null | undefined): Told<SaidPart> {
  if (typeof queues !== 'number')
    return hosts === 1 ? part('oneHost') : part('someHosts', { hosts })
  return hosts === 1
    ? part('oneHostQueues', { queues })
    : part('someHostsQueues', { hosts, queues })
}

async function explained(
  profile: RabbitmqProfile,
  problem: Failure,
  signal: AbortSignal,
): Promise<Finding> {
  const words = /"([^"]*)"/.exec(problem.message)?.[1] ?? null
  if (problem.code === 'refused' && words !== null)
    return failed(problem, words, [advice(tell('checkUser')), advice(tell('askMonitoring'))])
  return failed(problem, null, [...(await offers(profile, signal)), advice(tell('checkPlugin'))])
}

/** Usual addresses at which a management API answers, found without sending a login. */
async function offers(profile: RabbitmqProfile, signal: AbortSignal): Promise<readonly Try[]> {
  const urls = usualManagementUrls(profile).filter(
    (url) => !profile.management?.url.startsWith(url),
  )
  const found = await Promise.all(
    urls.map(async (url): Promise<Try | null> => {
      try {
        const answer = await httpGet({
          url: new URL('/api/whoami', url),
          login: null,
          tlsVerify: profile.tlsVerify,
          signal,
          withinMs: 3000,
        })
        if (answer.status !== 401 || !answer.text.includes('not_authori')) return null
        return proposal(tell('use', { value: url }), { managementUrl: url })
      } catch {
        // Nothing usable listens there, which is all that is asked.
        return null
      }
    }),
  )
  return found.filter((one) => one !== null)
}
