import { expect, test } from 'vitest';
import type { FoundPlace } from '#domain/contract/place-search.ts';
import { heardAddress, placeWords } from '#domain/heard-address.ts';

const house = (zh: string) => ({ kind: 'house' as const, name: { zh, en: zh } });
const crossing = (zh: string) => ({ kind: 'crossing' as const, name: { zh, en: zh } });

test.each([
  ['在大成路100号门口，井盖没了', '在大成路100号门口,井盖没了'],
  ['井盖没了。在大成路 1175弄2号！有人差点掉下去', '在大成路 1175弄2号'],
  ['井盖松了，踩上去会翘', null],
  ['等了20分钟，71路公交也过不去', null],
  ['过了大成路50米', '过了大成路'],
  ['outside 1175 Dacheng Road, the cover is gone', 'outside 1175 Dacheng Road, the cover is gone'],
  ['', null],
])('of “%s” is searched for: %s', (said, words) => expect(placeWords(said)).toBe(words));

test('no more is searched for than a search takes', () => {
  expect(placeWords(`${'很长的话'.repeat(40)}大成路`)?.length).toBe(80);
});

test.each<[string, Pick<FoundPlace, 'kind' | 'name'>, string | null]>([
  ['在大成路 1175弄2号门口，井盖没了', house('大成路1175弄2号'), '大成路1175弄2号'],
  ['大成路101号的井盖响', house('大成路99号'), '大成路101号'],
  ['从大成路过来，大成路100号对面', house('大成路100号'), '大成路100号对面'],
  ['大成路100号往东50米', house('大成路100号'), '大成路100号往东50米'],
  ['大成路100号门口东侧有个洞', house('大成路100号'), '大成路100号东侧'],
  ['outside 100 Dacheng Road', house('大成路100号'), '大成路100号'],
  ['大成路和斜土路路口东南角的井盖', crossing('大成路/斜土路'), '大成路/斜土路路口东南角'],
  ['斜土路大成路交叉口', crossing('大成路/斜土路'), '大成路/斜土路路口'],
  ['大成路上有个洞', { kind: 'road', name: { zh: '大成路', en: 'Dacheng Road' } }, null],
])('in “%s” %j is heard as %s', (said, place, address) => expect(heardAddress(said, place)).toBe(address));
