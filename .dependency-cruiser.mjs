/**
 * Who may import whom. Each line of `layers` lists everything a room may reach besides itself; what is not listed is
 * forbidden. The reasons stand in ARCHITECTURE.md.
 */
const layers = {
  'core/model': [],
  'core/engine': ['core/model'],
  'core/metrics': ['core/model'],
  'core/payload': ['core/model'],
  'core/simulation': ['core/engine', 'core/metrics', 'core/model'],
  'core/scenarios': ['core/model'],
  'core/contract': ['core/model'],
  'core/connectors': ['core/model', 'core/payload'],
  'core/amqp': ['core/model'],
  'core/endpoint': ['core/amqp', 'core/engine', 'core/model'],
  'core/conformance': ['core/amqp', 'core/endpoint', 'core/engine', 'core/model'],
  'core/soak': ['core/engine', 'core/model', 'core/simulation'],
  'core/host': ['core'],
  'core/bench': ['core', 'e2e/servers'],
  electron: [
    'core/host',
    'core/endpoint',
    'core/contract',
    'core/model',
    'core/conformance',
    'core/soak',
    'e2e/servers',
  ],
  renderer: ['core/contract', 'core/model', 'core/payload'],
  e2e: [],
}

/** Rooms that must stay free of Node, of drivers and of the window. */
const pure = ['model', 'engine', 'metrics', 'simulation', 'payload', 'scenarios', 'soak', 'amqp']

const room = (path) => `^${path}/`
const onlyListed = Object.entries(layers).map(([from, allowed]) => ({
  name: `only-listed-rooms-from-${from.replace('/', '-')}`,
  severity: 'error',
  from: { path: room(from), pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(core|electron|renderer|e2e)/',
    pathNot: [room(from), ...allowed.map(room)],
  },
}))

export default {
  forbidden: [
    ...onlyListed,
    {
      name: 'the-core-is-pure',
      comment:
        'engine, simulation and what they stand on know no Node, no window and no driver; model may use zod and yaml',
      severity: 'error',
      from: {
        path: `^core/(${pure.join('|')}|conformance(?!/(live|endpoint))|endpoint(?!/tcp))/`,
        pathNot: '\\.(test|fixture)\\.ts$',
      },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(zod|yaml)/' },
    },
    {
      name: 'conformance-scripts-know-no-side',
      comment:
        'the scripts and the runner run on any broker; its live and endpoint folders are the only ones with Node and a driver',
      severity: 'error',
      from: {
        path: '^core/conformance/',
        pathNot: '^core/conformance/(live|endpoint)/|\\.test\\.ts$',
      },
      to: { path: '^core/conformance/live/' },
    },
    {
      name: 'live-conformance-knows-no-engine',
      severity: 'error',
      from: { path: '^core/conformance/live/', pathNot: '\\.test\\.ts$' },
      to: { path: '^core/(engine|conformance/engine)/' },
    },
    {
      name: 'engine-and-simulation-need-no-package',
      severity: 'error',
      from: { path: '^core/(engine|simulation|metrics)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'the-reference-shares-nothing-with-the-engine',
      severity: 'error',
      from: { path: '^core/engine/reference/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^core/', pathNot: '^core/(engine/reference|model)/' },
    },
    {
      name: 'features-never-import-each-other',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-and-charts-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^renderer/(ui|charts)/' },
      to: { path: '^(core|electron|renderer)/', pathNot: '^renderer/$1/' },
    },
    {
      name: 'features-and-state-never-reach-up',
      severity: 'error',
      from: { path: '^renderer/(features|state|i18n)/' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?|\\.css$|^electron$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|woff2)$' },
    tsPreCompilationDeps: true,

    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
