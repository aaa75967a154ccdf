import { expect, test } from 'vitest';
import { ProblemError } from '../../web/client/problem-error.ts';
import { suggestionsIn } from '../../web/features/plate/suggestions.ts';

const city = { code: '310000', assetClasses: [{ code: '0105' }] };
const refusal = (suggestions: string) => new ProblemError({ type: '', title: '', status: 400, code: 'plate-mistyped', detail: '', params: { suggestions } });

test('a slip in the serial is offered before one in the county, and no other city or unknown class at all', () => {
  const error = refusal('4101010105000002X 3101010195000002X 3101510105000002X 3101010105000001X');
  expect(suggestionsIn(error, '310101 0105 000002x', city)).toEqual(['3101010105000001X', '3101510105000002X']);
});
test('a refusal that names no numbers offers none', () => expect(suggestionsIn(new Error('offline'), '1', city)).toEqual([]));
