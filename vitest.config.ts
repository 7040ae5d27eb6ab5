import { defineConfig } from 'vitest/config'

/**
 * `unit` needs nothing but the sources. `real` talks to servers started once per run, by e2e/test.ts or by its own setup
 * (their ports arrive by environment); a server that is not to be had is skipped by name.
 */
export default defineConfig({
  test: {
    // `npm run coverage`, see e2e/coverage.ts.
    coverage: {
      provider: 'v8',
      include: ['core/engine/**/*.ts'],
      exclude: ['**/*.{test,fixture}.ts', 'core/engine/reference/*.ts', 'core/engine/scene.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,electron,renderer,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.real.test.ts', '**/node_modules/**'],
          pool: 'forks',
          testTimeout: 60_000,
          setupFiles: ['./e2e/frozen-prototypes.ts'],
          // The contrast test reads the tokens as they are; other style sheets stay empty.
          css: { include: [/tokens\.css/] },
        },
      },
      {
        test: {
          name: 'real',
          include: ['{core,e2e}/**/*.real.test.ts'],
          globalSetup: ['./e2e/run/real-setup.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
