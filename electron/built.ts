/** Where the build puts what a shell loads, in one place; relative to the app's root. */
export const built = {
  main: 'out/main/main.cjs',
  engineWorker: 'out/main/engine-worker.cjs',
  fidelityWorker: 'out/main/fidelity-worker.cjs',
  preload: 'out/preload/preload.cjs',
  page: 'out/renderer',
  /** Not built: the scenarios are read as they are. */
  scenarios: 'core/scenarios',
} as const
