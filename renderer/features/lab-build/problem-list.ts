import type { Problem } from '#renderer/state/draft.ts'

/** What keeps the draft from running. */
export const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')

/** What is only worth knowing. */
export const hintsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'hint')
