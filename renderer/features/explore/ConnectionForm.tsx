import { useId, useRef, useState } from 'react'
import { type ConnectionProfile, environments } from '#core/model/connection.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  attempt,
  openConnection,
  refreshConnections,
  removeConnection,
  show,
} from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import styles from './ConnectionForm.module.css'
import { connectionText } from './connection-text.ts'
import { Doctor, type TestStep } from './Doctor.tsx'
import { FailureLine } from './FailureLine.tsx'
import {
  emptyForm,
  type FormField,
  formOf,
  guessedManagementUrl,
  type ProfileForm,
  profileOf,
} from './profile-form.ts'
import { exploreText } from './text.ts'

/** A new or saved connection: the form at the left, its test at the right. */
export function ConnectionForm({ profile }: { readonly profile: ConnectionProfile | null }) {
  const text = useText(connectionText)
  const explore = useText(exploreText)
  const [form, setForm] = useState<ProfileForm>(() =>
    profile === null ? emptyForm(newId()) : formOf(profile, profile.id, ''),
  )
  const [steps, setSteps] = useState<readonly TestStep[]>([])
  const [running, setRunning] = useState(false)
  const [filled, setFilled] = useState<readonly string[]>([])
  const [wrong, setWrong] = useState<FormField | null>(null)
  const testing = useRef(0)
  const set = (change: Partial<ProfileForm>) => {
    setForm((was) => ({ ...was, ...change }))
    setWrong(null)
  }
  const test = async (tested: ProfileForm) => {
    const made = profileOf(tested)
    if ('wrong' in made) return setWrong(made.wrong)
    const turn = ++testing.current
    setSteps([])
    setRunning(true)
    await attempt(async ({ connection }) => {
      const password = tested.password === '' && profile !== null ? null : tested.password
      for await (const step of await connection.test({ profile: made.profile, password })) {
        if (testing.current !== turn) return
        setSteps((was) => [...was, step])
      }
    })
    if (testing.current === turn) setRunning(false)
  }
  const save = async () => {
    const made = profileOf(form)
    if ('wrong' in made) return setWrong(made.wrong)
    const saved = await attempt(({ connection }) =>
      connection.save({
        profile: made.profile,
        password: form.password === '' && profile !== null ? null : form.password,
        ...(profile === null ? {} : { over: profile }),
      }),
    )
    if (!saved) return
    await refreshConnections()
    show({ kind: 'connection', id: made.profile.id })
    await openConnection(made.profile.id)
  }
  const paste = async (uri: string) => {
    await attempt(async ({ connection }) => {
      const parsed = await connection.parseUri({ uri })
      const pasted = formOf(parsed.profile, form.id, parsed.password ?? '')
      setForm({ ...pasted, name: form.name, environment: form.environment, managementUrl: '' })
      setFilled(parsed.filled)
    })
  }
  const passed =
    steps.length > 0 &&
    !running &&
    steps.every(({ outcome }) => outcome !== 'failed' && outcome !== 'not-run')
  const row = { form, set, wrong }
  return (
    <div className={styles.page}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void test(form)
        }}
      >
        <div className={styles.fields}>
          <TextField
            mono
            icon="link"
            label={text('pasteUri')}
            placeholder={text('pasteUri')}
            value=""
            onChange={(uri) => void paste(uri)}
          />
          {filled.length > 0 && (
            <p className={styles.hint}>{text('pasted', { fields: filled.join(', ') })}</p>
          )}
          <FailureLine />
          <h3 className={styles.group}>{text('whatItIs')}</h3>
          <Field of="name" label={text('fieldName')} {...row} />
          <div className={styles.row}>
            <span className={styles.label}>{text('environment')}</span>
            <div>
              <Segmented
                label={text('environment')}
                value={form.environment}
                onChange={(environment) => set({ environment })}
                segments={environments.map((value) => ({
                  value,
                  label: <Tag of={value}>{explore(value)}</Tag>,
                }))}
              />
              <p className={styles.hint}>{text('environmentHint')}</p>
            </div>
          </div>
          <div className={styles.row}>
            <span className={styles.label}>{text('access')}</span>
            <div>
              <p className={styles.always}>
                <b>{explore('readOnly')}</b> {text('accessOn')}
              </p>
              <p className={styles.hint}>{text('accessHint')}</p>
            </div>
          </div>
          <h3 className={styles.group}>{text('whereItIs')}</h3>
          <Field of="host" label={explore('host')} mono {...row} />
          <Field of="port" label={explore('port')} mono {...row} />
          <div className={styles.row}>
            <span className={styles.label}>{text('tls')}</span>
            <div className={styles.switches}>
              <Switch
                checked={form.tls}
                onChange={(tls) => set({ tls, port: portFor(form.port, tls) })}
              >
                {text('encrypt')}
              </Switch>
              {form.tls && (
                <Switch checked={form.tlsVerify} onChange={(tlsVerify) => set({ tlsVerify })}>
                  {text('verify')}
                </Switch>
              )}
            </div>
          </div>
          <Field of="virtualHost" label={explore('virtualHost')} mono {...row} />
          <Field
            of="managementUrl"
            label={explore('management')}
            mono
            placeholder={guessedManagementUrl(form)}
            hint={text('managementHint')}
            {...row}
          />
          <h3 className={styles.group}>{text('whoYouAre')}</h3>
          <Field of="username" label={text('user')} mono {...row} />
          <Field
            of="password"
            label={text('password')}
            secret
            placeholder={profile === null ? undefined : text('passwordKept')}
            hint={text('passwordHint')}
            {...row}
          />
        </div>
        <footer className={styles.foot}>
          <Button kind={passed ? 'primary' : 'rest'} onClick={() => void save()}>
            {text(passed ? 'save' : 'saveUntested')}
          </Button>
          <Button type="submit" kind={passed || steps.length > 0 ? 'rest' : 'primary'} icon="play">
            {text(running ? 'testing' : 'test')}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={() => show({ kind: 'nothing' })}>
            {explore('cancel')}
          </Button>
          {profile === null ? (
            <span className={styles.note}>{text('nothingSaved')}</span>
          ) : (
            <span className={styles.note}>
              <Button kind="quiet" icon="trash" onClick={() => void removeConnection(profile.id)}>
                {text('remove')} {profile.name}
              </Button>
            </span>
          )}
        </footer>
      </form>
      <Doctor
        steps={steps}
        onTry={(change) => {
          const next = { ...form, ...change }
          setForm(next)
          void test(next)
        }}
      />
    </div>
  )
}

interface FieldProps {
  readonly of: Exclude<FormField, 'tls' | 'tlsVerify' | 'id' | 'environment'>
  readonly label: string
  readonly form: ProfileForm
  readonly set: (change: Partial<ProfileForm>) => void
  readonly wrong: FormField | null
  readonly mono?: boolean
  readonly secret?: boolean
  readonly placeholder?: string | undefined
  readonly hint?: string
}

function Field({
  of,
  label,
  form,
  set,
  wrong,
  mono = false,
  secret = false,
  placeholder,
  hint,
}: FieldProps) {
  const text = useText(connectionText)
  const id = useId()
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div>
        <TextField
          id={id}
          mono={mono}
          type={secret ? 'password' : 'text'}
          value={form[of]}
          invalid={wrong === of}
          placeholder={placeholder}
          onChange={(value) => set({ [of]: value })}
        />
        {wrong === of && (
          <p className={styles.wrong}>
            <Mark of="failed" /> {text('wrongField')}
          </p>
        )}
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  )
}

const newId = () => `c-${crypto.randomUUID()}`

/** The standard port follows the switch; one that was typed stays. */
const portFor = (port: string, tls: boolean) =>
  port === '5672' || port === '5671' ? (tls ? '5671' : '5672') : port
