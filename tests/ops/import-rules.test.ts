import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports } from '../../ops/checks/imports.ts';
import { checkout } from '../../ops/cluster-folder.ts';

/** file, what it imports, the rule that must catch it. */
const planted: readonly [file: string, imports: string, rule: string][] = [
  ['domain/planted-db.ts', "import '#db/sql.ts';", 'domain-reaches-only-itself'],
  ['domain/planted-fs.ts', "import 'node:fs';", 'domain-is-pure'],
  ['domain/planted-library.ts', "import 'fastify';", 'domain-imports-pure-libraries'],
  ['domain/contract/planted.ts', "import 'gcoord';", 'contract-imports-typebox-alone'],
  ['db/planted.ts', "import '../api/app.ts';", 'db-reaches-only-itself-domain'],
  ['tiles/planted.ts', "import '#db/pool.ts';", 'tiles-reaches-only-itself-domain'],
  ['census/planted.ts', "import '../api/app.ts';", 'census-reaches-only-itself-domain-db'],
  ['census/planted-sql.ts', "import { sql } from '#db/sql.ts'; void sql;", 'only-db-writes-sql'],
  ['api/planted-pg.ts', "import 'pg';", 'only-db-imports-pg'],
  ['api/planted-sql.ts', "import { sql } from '#db/sql.ts'; void sql;", 'only-db-writes-sql'],
  ['api/planted-web.ts', "import '../web/routes.tsx';", 'api-reaches-only-itself-domain-db-tiles-census'],
  ['api/planted-ops.ts', "import '../ops/cluster.ts';", 'api-reaches-only-itself-domain-db-tiles-census'],
  ['api/orders/planted.ts', "import '../reports/routes.ts';", 'slices-are-strangers'],
  ['seed/planted.ts', "import '../api/app.ts';", 'seed-reaches-only-itself-domain-db'],
  ['web/planted-api.ts', "import '../api/app.ts';", 'web-reaches-only-itself-domain-tiles'],
  ['web/planted-db.ts', "import '../db/pool.ts';", 'web-reaches-only-itself-domain-tiles'],
  ['web/planted-map.ts', "import 'maplibre-gl';", 'only-web-map-imports-maplibre'],
  ['web/ui/planted.ts', "import '../features/report/page.tsx';", 'ui-knows-no-feature'],
  ['web/features/report/planted.ts', "import '../plate/page.tsx';", 'features-are-strangers'],
  ['ops/planted.ts', "import '../web/main.tsx';", 'ops-reaches-only-itself-domain-db-tiles-census-api-seed'],
  ['tests/bench/matching/planted.ts', "import '#domain/match/priors.ts';", 'simulator-knows-no-program'],
  ['tests/bench/matching/planted-learned.ts', "import './learned.ts';", 'simulator-knows-no-program'],
  ['domain/planted-a.ts', "import './planted-b.ts';", 'no-circles'],
  ['seed/planted-nowhere.ts', "import './not-there.ts';", 'no-unresolvable'],
];

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'jingzheng-imports-'));
  for (const name of ['domain', 'db', 'tiles', 'census', 'api', 'seed', 'web', 'ops', 'tests', 'package.json', 'tsconfig.json'])
    await cp(join(checkout, name), join(copy, name), { recursive: true, filter: (path) => !/node_modules|fixtures/.test(path) });
  await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  await writeFile(join(copy, 'domain/planted-b.ts'), "import './planted-a.ts';\n");
  for (const [file, imports] of planted) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), `${imports}\n`);
  }
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('each planted violation is caught by its rule, and nothing else is', async () => {
  const { faults, modules } = await checkImports(copy);
  expect(modules).toBeGreaterThan(200);
  for (const [file, , rule] of planted)
    expect(
      faults.some((fault) => fault.startsWith(`${rule}: ${file} →`)),
      `${rule} in ${file}\n${faults.join('\n')}`,
    ).toBe(true);
  expect(faults.filter((fault) => !fault.includes('planted'))).toEqual([]);
});

test('a tree in which no module is seen fails', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'jingzheng-imports-'));
  try {
    expect((await checkImports(empty)).faults).not.toEqual([]);
    for (const room of ['domain', 'db', 'tiles', 'census', 'api', 'seed', 'web', 'ops', 'tests']) await mkdir(join(empty, room));
    await writeFile(join(empty, 'tsconfig.json'), '{}');
    expect((await checkImports(empty)).faults).not.toEqual([]);
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
});
