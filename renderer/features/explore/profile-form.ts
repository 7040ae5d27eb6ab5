/** A connection's form: what is typed, as text, and the profile it stands for. */
import {
  type ConnectionProfile,
  type Environment,
  rabbitmqProfileSchema,
} from '#core/model/connection.ts'

export interface ProfileForm {
  readonly id: string
  readonly name: string
  readonly environment: Environment
  readonly host: string
  readonly port: string
  readonly tls: boolean
  readonly tlsVerify: boolean
  readonly virtualHost: string
  readonly username: string
  readonly password: string
  readonly managementUrl: string
}

export type FormField = keyof ProfileForm

/** What a new form starts with: the broker most people have first, one on their own machine. */
export function emptyForm(id: string): ProfileForm {
  return {
    id,
    name: '',
    environment: 'local',
    host: '127.0.0.1',
    port: '5672',
    tls: false,
    tlsVerify: true,
    virtualHost: '/',
    username: 'guest',
    password: '',
    managementUrl: '',
  }
}

export function formOf(profile: ConnectionProfile, id: string, password: string): ProfileForm {
  if (profile.kind !== 'rabbitmq') return emptyForm(id)
  return {
    id,
    name: profile.name,
    environment: profile.environment,
    host: profile.host,
    port: String(profile.port),
    tls: profile.tls,
    tlsVerify: profile.tlsVerify,
    virtualHost: profile.virtualHost,
    username: profile.username,
    password,
    managementUrl: profile.management?.url ?? '',
  }
}

/** The management API's usual address beside an AMQP one: a guess, shown as such. */
export function guessedManagementUrl(form: ProfileForm): string {
  const port =
    Number(form.port) === 5672 || Number(form.port) === 5671
      ? form.tls
        ? 15671
        : 15672
      : Number(form.port) + 10000
  return `${form.tls ? 'https' : 'http'}://${form.host}:${port <= 65535 ? port : 15672}`
}

/** The profile, or the field that does not hold. An empty management URL means the guess. */
export function profileOf(
  form: ProfileForm,
): { readonly profile: ConnectionProfile } | { readonly wrong: FormField } {
  const management =
    form.managementUrl.trim() === '-'
      ? null
      : { url: form.managementUrl.trim() || guessedManagementUrl(form) }
  const parsed = rabbitmqProfileSchema.safeParse({
    kind: 'rabbitmq',
    id: form.id,
    name: form.name.trim() || form.host.trim() || 'RabbitMQ',
    environment: form.environment,
    host: form.host.trim(),
    port: /^\d{1,5}$/.test(form.port.trim()) ? Number(form.port) : 0,
    tls: form.tls,
    tlsVerify: form.tlsVerify,
    virtualHost: form.virtualHost,
    username: form.username,
    management,
  })
  if (parsed.success) return { profile: parsed.data }
  const at = parsed.error.issues[0]?.path[0]
  return { wrong: at === 'management' ? 'managementUrl' : ((at ?? 'host') as FormField) }
}
