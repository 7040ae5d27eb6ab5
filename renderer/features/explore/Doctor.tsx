import type { z } from 'zod'
import type { testStep } from '#core/contract/broker-shapes.ts'
import { useHostSaid } from '#renderer/i18n/host-say.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Mark, type MarkName } from '#renderer/ui/Mark.tsx'
import { writeFixed } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { connectionText } from './connection-text.ts'
import styles from './Doctor.module.css'

export type TestStep = z.infer<typeof testStep>

const names = {
  name: 'stepName',
  tcp: 'stepTcp',
  tls: 'stepTls',
  login: 'stepLogin',
  'virtual-host': 'stepVirtualHost',
  permissions: 'stepPermissions',
  management: 'stepManagement',
} as const
const marks: Readonly<Record<TestStep['outcome'], MarkName>> = {
  passed: 'acked',
  failed: 'failed',
  'not-run': 'waiting',
  'not-applicable': 'none',
}

interface DoctorProps {
  readonly steps: readonly TestStep[]
  /** Takes one of a failed step's proposals: fields to set, then the test again. */
  readonly onTry: (set: Readonly<Record<string, string>>) => void
}

/** The test of a connection, a line of fact per step; the one that failed says what to try. */
export function Doctor({ steps, onTry }: DoctorProps) {
  const text = useText(connectionText)
  const hostSaid = useHostSaid()
  const applicable = steps.filter(({ outcome }) => outcome !== 'not-applicable')
  const passed = applicable.filter(({ outcome }) => outcome === 'passed').length
  const tookMs = steps.reduce((sum, step) => sum + step.tookMs, 0)
  return (
    <Pane
      title={text('test')}
      fills
      flush
      note={
        steps.length > 0 &&
        text('passedOf', {
          passed,
          total: applicable.length,
          seconds: writeFixed(tookMs / 1000, 2),
        })
      }
    >
      {steps.length === 0 && <p className={styles.hint}>{text('testHint')}</p>}
      <ol aria-live="polite">
        {steps.map((step) => (
          <li key={step.step} className={styles[step.outcome]}>
            <Mark of={marks[step.outcome]} />
            <div className={styles.step}>
              <h3 className={styles.name}>{text(names[step.step])}</h3>
              <p className={styles.fact}>{hostSaid(step.fact, step.said)}</p>
              {step.reply !== null && <pre className={styles.reply}>{step.reply}</pre>}
              {step.tries.length > 0 && (
                <>
                  <h4 className={styles.try}>{text('try')}</h4>
                  <div className={styles.tries}>
                    {step.tries.map(({ say, said, set }, index) =>
                      set === null ? (
                        <p key={say}>{hostSaid(say, said)}</p>
                      ) : (
                        <Button
                          key={say}
                          kind={index === 0 ? 'primary' : 'rest'}
                          onClick={() => onTry(set)}
                        >
                          {hostSaid(say, said)}
                        </Button>
                      ),
                    )}
                  </div>
                </>
              )}
            </div>
            <span className={styles.took}>
              {step.outcome === 'not-run'
                ? text('notRun')
                : step.outcome === 'not-applicable'
                  ? ''
                  : `${Math.round(step.tookMs)} ms`}
            </span>
          </li>
        ))}
      </ol>
      <footer className={styles.did}>
        <h3 className={styles.name}>{text('testDid')}</h3>
        <p className={styles.fact}>{text('testDidFact')}</p>
      </footer>
    </Pane>
  )
}
