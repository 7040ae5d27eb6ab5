/** What a person would do in some terminals, written down: start this, wait for that line, press Ctrl-C. */

export type Step =
  | {
      /** Starts a program; `run` waits for its end. */
      readonly does: 'run' | 'start'
      /** The terminal it is in; what it prints is compared under this name. */
      readonly as: string
      readonly program: string
      readonly args: readonly string[]
    }
  | {
      /** Waits until a line has been printed so often. */
      readonly does: 'await'
      readonly as: string
      readonly line: string
      readonly times: number
    }
  | { readonly does: 'interrupt' | 'kill'; readonly as: string }

export const languages = ['python', 'node', 'java', 'go', 'celery'] as const
export type Language = (typeof languages)[number]

/** Programs that belong together, on a broker that is empty when they start. */
export interface ProgramSet {
  readonly language: Language
  readonly name: string
  /** Told to every program of the set besides the address. */
  readonly env: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export function run(program: string, args: readonly string[] = [], as = program): Step {
  return { does: 'run', as, program, args }
}

export function start(program: string, args: readonly string[] = [], as = program): Step {
  return { does: 'start', as, program, args }
}

export function until(as: string, line: string, times = 1): Step {
  return { does: 'await', as, line, times }
}

/** Ctrl-C, and waits for the end. */
export function interrupt(as: string): Step {
  return { does: 'interrupt', as }
}

/** Ends it without a word to anybody. */
export function kill(as: string): Step {
  return { does: 'kill', as }
}
