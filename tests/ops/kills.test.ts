import { expect, test } from 'vitest';
import { faultsOf } from './kill-findings.ts';
import { runKills } from './kills.ts';

test('nothing acknowledged is lost and nothing is done twice when two servers and their database are killed at random moments under load', async () => {
  const findings = await runKills(8, 20261125);
  expect(faultsOf(findings)).toEqual({ lost: [], doubled: [], nobodys: [], misfired: [], unsigned: [], odd: [], failed: [], deadlocks: 0 });
  // What was never put to the test proves nothing.
  expect(Math.min(findings.kills.server, findings.kills.database)).toBeGreaterThan(0);
  expect(findings.acknowledged).toBeGreaterThan(20);
  expect(findings.timersWorked).toBeGreaterThan(0);
  expect(findings.signed).toBeGreaterThan(0);
});
