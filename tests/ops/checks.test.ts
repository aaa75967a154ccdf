import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orNothingRan, readPlaywright, readVitest } from '../../ops/checks/tests.ts';
import { checkWords } from '../../ops/checks/words.ts';

const file = (assertionResults: { fullName: string; status: string; failureMessages: string[] }[], status = 'passed', message = '') => ({
  name: '/x/tests/domain/x.test.ts',
  status,
  message,
  assertionResults,
});
const one = (status: string) => ({ fullName: `one that ${status}`, status, failureMessages: [] });

test('a test file that could not be read is a failure', () => {
  expect(readVitest({ success: false, testResults: [file([], 'failed', 'SyntaxError')] })).toMatchObject({ passed: 0, failed: 1 });
});

test('passed, failed and skipped tests are counted apart, and skips are named', () => {
  const verdict = readVitest({ success: false, testResults: [file([one('passed'), one('failed'), one('pending'), one('todo')], 'failed')] });
  expect(verdict).toMatchObject({ passed: 1, failed: 1, skipped: 2 });
  expect(verdict.notes).toContain('skipped: one that pending');
});

test('a stage that ran no test fails', () => {
  expect(orNothingRan(readVitest({ success: true, testResults: [] }), 'domain')).toMatchObject({ failed: 1, notes: ['tests/domain: no test ran'] });
});

test('a story that passed only when tried again, and an error outside every story, are failures', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{ message: 'no browser' }], suites: [] };
  expect(readPlaywright(report)).toMatchObject({ passed: 3, failed: 3 });
});

test('a word that one language lacks, and one that is asked for and nowhere to be found, are named', async () => {
  const web = await mkdtemp(join(tmpdir(), 'jingzheng-words-'));
  try {
    await writeFile(join(web, 'a.tsx'), "t('a.both'); t('a.nowhere');");
    expect((await checkWords(web)).faults).toContain('no word was seen');
    await writeFile(join(web, 'zh.json'), JSON.stringify({ a: { both: '两', count_other: '个', only: '只' } }));
    await writeFile(join(web, 'en.json'), JSON.stringify({ a: { both: 'both', count_one: 'one', count_other: 'some' } }));
    const { faults, keys } = await checkWords(web);
    expect(keys).toBe(3);
    expect(faults).toEqual(['en.json lacks a.only', 'a.tsx asks for a.nowhere, which no language has']);
  } finally {
    await rm(web, { recursive: true, force: true });
  }
});

test('a number that may part from its unit and a typewriter’s marks are named, in each language’s own', async () => {
  const web = await mkdtemp(join(tmpdir(), 'jingzheng-words-'));
  try {
    await writeFile(
      join(web, 'zh.json'),
      JSON.stringify({ far: '{{value}} km', near: '{{value}}\u00a0m 内', five: '5 Mbit', days: '{{count}} 个工作日，3\u00a0天，{{at}} 登录' }),
    );
    await writeFile(
      join(web, 'en.json'),
      JSON.stringify({ far: "the caller's, 5 mm", near: 'the caller’s “5\u00a0mm”', five: '5 Mbit', days: '{{count}} days' }),
    );
    expect((await checkWords(web)).faults).toEqual([
      'zh.json far: a no-break space stands between a number and its unit',
      'zh.json days: a no-break space stands between a number and what is counted',
      'en.json far: a no-break space stands between a number and its unit',
      'en.json far: ’ “ ” are the marks, not \' "',
    ]);
  } finally {
    await rm(web, { recursive: true, force: true });
  }
});
