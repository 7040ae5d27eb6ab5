/**
 * The three bundles. The main process and its workers carry all their dependencies; the preload has none; the
 * page is built for every browser of the last years, because the browser shell serves the same files.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * What Node 20 has and libraries take for granted, for tests on an Electron older than 24. A build for today's
 * Electron, which is all that is ever shipped, carries none of this.
 */
const fillIn =
  Number(process.env.ELECTRON_MAJOR_VER ?? 99) < 24
    ? `for (const name of ['ReadableStream', 'WritableStream', 'TransformStream', 'TextDecoderStream', 'TextEncoderStream'])
  globalThis[name] ??= require('node:stream/web')[name];
globalThis.Blob ??= require('node:buffer').Blob;
globalThis.File ??= class File extends Blob {};
globalThis.FormData ??= class FormData {};
const later = { toSorted(by) { return [...this].sort(by) }, toReversed() { return [...this].reverse() }, toSpliced(...how) { const copy = [...this]; copy.splice(...how); return copy }, with(at, value) { const copy = [...this]; copy[at] = value; return copy } };
for (const [name, value] of Object.entries(later)) Array.prototype[name] ?? Object.defineProperty(Array.prototype, name, { value, configurable: true, writable: true });
globalThis.structuredClone ??= (value) => require('node:v8').deserialize(require('node:v8').serialize(value));`
    : ''

/** CommonJS runs alike on every Electron, and a sandboxed preload can be nothing else. */
const output = {
  format: 'cjs',
  banner: fillIn,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
} as const

/** `--mode watch` builds the page again at every change, for `npm run dev`. */
export default defineConfig(({ mode }) => ({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          'engine-worker': 'core/host/engine-worker.ts',
          'fidelity-worker': 'core/host/fidelity-worker.ts',
        },
        external: ['electron'],
        output,
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { ...output, banner: '' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome108',
      // Every font and picture stays a file: the content security policy allows no data: address.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: true,
      watch: mode === 'watch' ? {} : null,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
}))
