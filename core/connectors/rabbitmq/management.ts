/** The management HTTP API of one server: only GET, typed answers, and no more load than the server bears. */
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { type HttpAnswer, httpGet } from './http.ts'
import * as rows from './management-rows.ts'
import { matchingPolicy } from './policy.ts'

const pageSize = 500
/** A list that took longer than this is served again instead of asked again, for twice the time it took. */
const slowListMs = 1000
const firstStatisticsMs = 7000
const firstStatisticsStepMs = 500

interface Kept {
  readonly until: number
  readonly answer: Promise<unknown>
}

/** Fails `not-found`, `refused`, `timeout` or `connection-lost`, each time naming the address. */
export class Management {
  readonly #base: URL
  readonly #login: { readonly username: string; readonly password: string }
  readonly #tlsVerify: boolean
  readonly #life = new AbortController()
  readonly #kept = new Map<string, Kept>()

  constructor(url: string, profile: RabbitmqProfile, secret: string | null) {
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`)
    if (this.#base.username !== '' || this.#base.password !== '')
      throw new Failure(
        'invalid',
        'The management address holds a login; take away what stands before the @.',
      )
    this.#login = { username: profile.username, password: secret ?? '' }
    this.#tlsVerify = profile.tlsVerify
  }

  get origin(): string {
    return this.#base.origin
  }

  whoAmI() {
    return this.#get('whoami', rows.whoAmI)
  }

  overview() {
    return this.#get('overview?disable_stats=true', rows.overview)
  }

  nodes() {
    return this.#get('nodes?columns=name,running', rows.nodeRow.array())
  }

  virtualHosts() {
    return this.#get('vhosts?columns=name', rows.virtualHostRow.array())
  }

  /** Administrators only. */
  permissions(username: string) {
    return this.#get(
      `users/${encodeURIComponent(username)}/permissions`,
      rows.permissionRow.array(),
    )
  }

  /** Every queue of every virtual host this user may see, as cheap rows. */
  queues(): Promise<readonly rows.QueueListRow[]> {
    return this.#list('queues?disable_stats=true&enable_queue_totals=true', rows.queueListRow)
  }

  exchanges(): Promise<readonly z.infer<typeof rows.exchangeListRow>[]> {
    return this.#list('exchanges?disable_stats=true', rows.exchangeListRow)
  }

  queue(virtualHost: string, queue: string): Promise<rows.QueueDetailRow> {
    return this.#get(`queues/${path(virtualHost, queue)}`, rows.queueDetailRow)
  }

  /**
   * The same with its policy known. Before a queue's first statistics (5 s or more) the full row lacks it; since 4.3 the
   * row without statistics has it, and who may read policies can work it out. Fails `conflict` when nobody tells.
   */
  async queueWithPolicy(virtualHost: string, queue: string): Promise<rows.QueueDetailRow> {
    const began = performance.now()
    for (;;) {
      const full = await this.queue(virtualHost, queue)
      if (full.effective_policy_definition !== undefined || full.type === 'stream') return full
      const policy = (await this.#barePolicy(virtualHost, queue)) ?? (await this.#ownPolicy(full))
      if (policy !== undefined) return { ...full, effective_policy_definition: policy }
      if (performance.now() - began > firstStatisticsMs)
        throw new Failure(
          'conflict',
          `The server has not told yet which policy applies to ${queue} in ${virtualHost}; try again in a few seconds.`,
        )
      await pause(firstStatisticsStepMs, undefined, { signal: this.#life.signal })
    }
  }

  async #barePolicy(virtualHost: string, queue: string) {
    const call = `queues/${path(virtualHost, queue)}?disable_stats=true`
    return (await this.#get(call, rows.queueDetailRow)).effective_policy_definition ?? undefined
  }

  /** Undefined when this user may not read policies. An operator's policy wins where both set a limit. */
  async #ownPolicy({ vhost, name, type }: rows.QueueDetailRow) {
    const read = async (kind: 'policies' | 'operator-policies') => {
      const all = await this.#get(kind, rows.policyRow.array()).catch((problem: unknown) => {
        if (problem instanceof Failure && problem.code === 'refused') return null
        throw problem
      })
      return all === null
        ? undefined
        : matchingPolicy(all, { vhost, name, type: type ?? 'classic' })
    }
    const [own, operator] = await Promise.all([read('policies'), read('operator-policies')])
    if (own === undefined || operator === undefined) return undefined
    return { ...own, ...operator }
  }

  bindingsTo(virtualHost: string, queue: string) {
    return this.#get(`queues/${path(virtualHost, queue)}/bindings`, rows.bindingRow.array())
  }

  bindingsFrom(virtualHost: string, exchange: string) {
    return this.#get(
      `exchanges/${path(virtualHost, exchange)}/bindings/source`,
      rows.bindingRow.array(),
    )
  }

  /** Ends every request under way. */
  close(): void {
    this.#life.abort()
  }

  /** All pages of a list, in one go; callers that ask at the same time share the answer. */
  async #list<Row extends z.ZodType>(call: string, row: Row): Promise<readonly z.infer<Row>[]> {
    const kept = this.#kept.get(call)
    if (kept !== undefined && performance.now() < kept.until)
      return row.array().parse(await kept.answer)
    const began = performance.now()
    const answer = this.#pages(call, row)
    this.#kept.set(call, { until: Number.POSITIVE_INFINITY, answer })
    try {
      const all = await answer
      const tookMs = performance.now() - began
      if (tookMs > slowListMs)
        this.#kept.set(call, { until: performance.now() + 2 * tookMs, answer })
      else this.#kept.delete(call)
      return all
    } catch (problem) {
      this.#kept.delete(call)
      throw problem
    }
  }

  async #pages<Row extends z.ZodType>(call: string, row: Row): Promise<readonly z.infer<Row>[]> {
    const all: z.infer<Row>[] = []
    for (let number = 1; ; number++) {
      const page = await this.#get(`${call}&page=${number}&page_size=${pageSize}`, rows.page(row))
      all.push(...page.items)
      if (number >= page.page_count) return all
      if (all.length >= limits.queues)
        throw new Failure(
          'unsupported',
          `${this.origin} lists ${page.total_count} rows; Sluice reads up to ${limits.queues}.`,
        )
    }
  }

  async #get<Shape extends z.ZodType>(call: string, shape: Shape): Promise<z.infer<Shape>> {
    const answer = await httpGet({
      url: new URL(`api/${call}`, this.#base),
      login: this.#login,
      tlsVerify: this.#tlsVerify,
      signal: this.#life.signal,
    })
    if (answer.status !== 200) throw refusalOf(answer, this.origin)
    const parsed = shape.safeParse(parseExact(answer.text))
    if (!parsed.success)
      throw new Failure(
        'unsupported',
        `${this.origin} answered ${call.split('?', 1)[0]} in a shape this version of Sluice does not know.`,
      )
    return parsed.data
  }
}

function path(virtualHost: string, name: string): string {
  return `${encodeURIComponent(virtualHost)}/${encodeURIComponent(name)}`
}

/** Parses JSON with whole numbers past 2^53 as bigint, where the platform hands out their source. Undefined when it is none. */
function parseExact(text: string): unknown {
  const exact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?[0-9]+$/.test(context.source)
      ? BigInt(context.source)
      : value
  try {
    return JSON.parse(text, exact)
  } catch {
    return undefined
  }
}

/** The server's words for a refusal, as a failure. */
export function refusalOf(answer: HttpAnswer, origin: string): Failure {
  const words = refusalWords(answer)
  const said = words === '' ? '' : ` "${words}"`
  if (answer.status === 401 || answer.status === 403)
    return new Failure(
      'refused',
      `The management API at ${origin} refused this user${said}; it needs the tag management or monitoring.`,
    )
  if (answer.status === 404)
    return new Failure('not-found', `The management API at ${origin} does not have it${said}.`)
  return new Failure(
    'connection-lost',
    `The management API at ${origin} answered ${answer.status}${said}; try again.`,
  )
}

export function refusalWords(answer: HttpAnswer): string {
  const body = rows.refusal.safeParse(parseExact(answer.text))
  return body.success ? (body.data.reason ?? body.data.error ?? '') : ''
}
