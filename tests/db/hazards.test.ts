import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import { type HazardFacts, hazardRulesOf, hazardsOf } from '#domain/hazards.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase('hazards');
  await migrate(database.url);
  pool = createPool(database.url, { max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const loadClass = fc.constantFrom('A15', 'B125', 'C250', 'D400', 'E600', 'F900');
const locationKind = fc.constantFrom('carriageway', 'footway', 'green', 'compound');
const facts: fc.Arbitrary<HazardFacts> = fc.record({
  classCode: fc.constantFrom('0101', '0102', '0103', '0105'),
  locationKind,
  status: fc.constantFrom('intact', 'damaged', 'missing', 'abandoned', 'removed'),
  loadClass: fc.option(loadClass),
  depthM: fc.option(fc.constantFrom(0.5, 1.5, 1.75, 4)),
  hasAntiFallNet: fc.option(fc.boolean()),
});
const rules = fc
  .record({
    loadClass: fc.record({ carriageway: loadClass, footway: loadClass, green: loadClass, compound: loadClass }),
    antiFallNet: fc.record({ classCodes: fc.subarray(['0102', '0103', '0105']), fromDepthM: fc.constantFrom(0, 1.5, 3) }),
  })
  .map(hazardRulesOf);

test('SQL and domain find the same hazards whatever the rules and the facts', async () => {
  await fc.assert(
    fc.asyncProperty(rules, fc.array(facts, { minLength: 1, maxLength: 50 }), async (given, all) => {
      const found = await rows<{ hazards: string[] }>(
        pool,
        sql`select derive_hazards(${JSON.stringify(given)}, f."classCode", f."locationKind", f.status, f."loadClass", f."depthM", f."hasAntiFallNet") as hazards
            from json_array_elements(${JSON.stringify(all)}::json) with ordinality as e (fact, n)
            cross join lateral json_to_record(e.fact)
              as f ("classCode" text, "locationKind" text, status text, "loadClass" text, "depthM" real, "hasAntiFallNet" boolean) order by e.n`,
      );
      expect(found.map((f) => f.hazards)).toEqual(all.map((fact) => hazardsOf(given, fact)));
    }),
    { numRuns: 40 },
  );
});
