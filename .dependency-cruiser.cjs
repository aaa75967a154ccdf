/** Who may import whom: the arrows of the house, and none besides. tests/ops/import-rules.test.ts plants a violation of each. */

/** Rooms a room may reach beside itself; `cities` and fixtures are data and import nothing. */
const reaches = {
  domain: [],
  db: ['domain'],
  tiles: ['domain'],
  census: ['domain', 'db'],
  api: ['domain', 'db', 'tiles', 'census'],
  seed: ['domain', 'db'],
  web: ['domain', 'tiles'],
  ops: ['domain', 'db', 'tiles', 'census', 'api', 'seed'],
};
const rooms = Object.keys(reaches);

const roomRules = rooms.map((room) => ({
  name: `${room}-reaches-only-${['itself', ...reaches[room]].join('-')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${[...rooms, 'tests'].filter((other) => other !== room && !reaches[room].includes(other)).join('|')})/` },
}));

/** Slices of the api and features of the web that several pages stand on, and so may be imported by them. */
const sharedFeatures = 'orders';

/** Of the simulated reports' folder, what asks the program and learns with it. */
const measuring = '(measure-[a-z]+|learned|survey-told)';

module.exports = {
  forbidden: [
    ...roomRules,
    // Reports are drawn, and the best answers to them known, by words and numbers of its own: what measures the program stands apart.
    {
      name: 'simulator-knows-no-program',
      severity: 'error',
      from: { path: '^tests/bench/matching/', pathNot: `^tests/bench/matching/${measuring}\\.ts$` },
      to: { path: `^(domain|api)/|^tests/bench/matching/${measuring}\\.ts$` },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '(\\?worker&url$)|^geojson$' } },
    {
      name: 'only-db-imports-pg',
      severity: 'error',
      from: { path: '^(domain|tiles|census|api|seed|web|ops)/' },
      to: { path: 'node_modules/(@types/)?(pg|pg-copy-streams|pg-cursor)/' },
    },
    // Query builders stay in db; its types may travel.
    {
      name: 'only-db-writes-sql',
      severity: 'error',
      from: { path: '^(domain|tiles|census|api|seed|web|ops)/' },
      to: { path: '^db/sql\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'only-web-map-imports-maplibre', severity: 'error', from: { pathNot: '^web/map/' }, to: { path: 'node_modules/maplibre-gl/' } },
    { name: 'domain-is-pure', severity: 'error', from: { path: '^domain/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'domain-imports-pure-libraries',
      severity: 'error',
      from: { path: '^domain/', pathNot: '^domain/contract/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(@turf|proj4|chinese-days|polygon-clipping|@types/geojson)/' },
    },
    {
      name: 'contract-imports-typebox-alone',
      severity: 'error',
      from: { path: '^domain/contract/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/typebox/' },
    },
    { name: 'web-has-no-node', severity: 'error', from: { path: '^(web|tiles/sources)' }, to: { dependencyTypes: ['core'] } },
    { name: 'ui-knows-no-feature', severity: 'error', from: { path: '^web/(ui|map|client|i18n)/' }, to: { path: '^web/(features|staff)/' } },
    {
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: '^web/features/([^/]+)/' },
      to: { path: '^web/features/([^/]+)/', pathNot: `^web/features/($1|${sharedFeatures})/` },
    },
    { name: 'slices-are-strangers', severity: 'error', from: { path: '^api/([^/]+)/' }, to: { path: '^api/([^/]+)/', pathNot: '^api/$1/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.data|dist|coverage|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
