import { expect, test } from 'vitest';
import type { FoundPlace } from '#domain/contract/place-search.ts';
import { heardAddress, isStillSaid, placeWords } from '#domain/heard-address.ts';

const house = (zh: string) => ({ kind: 'house' as const, name: { zh, en: zh } });
const crossing = (zh: string) => ({ kind: 'crossing' as const, name: { zh, en: zh } });

test.each([
  ['在大成路100号门口，井盖没了', '在大成路100号门口,井盖没了'],
  ['井盖没了。在大成路 1175弄2号！有人差点掉下去', '在大成路 1175弄2号'],
  ['井盖松了，踩上去会翘', null],
  ['等了20分钟，71路公交也过不去', null],
  ['过了大成路50米', '过了大成路'],
  ['outside 1175 Dacheng Road, the cover is gone', 'outside 1175 Dacheng Road, the cover is gone'],
  ['在G312边上，1号路12号', '在G312边上,1号路12号'],
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
  ['在1号路12号门口', house('1号路12号'), '1号路12号'],
  ['从11号路过来，1号路 14号对面', house('1号路12号'), '1号路14号对面'],
  ['312国道100号东侧', house('312国道100号'), '312国道100号东侧'],
  ['G312国道102号', house('G312国道100号'), 'G312国道102号'],
  ['在G312 100号', house('G312100号'), 'G312100号'],
  ['在G312 102号', house('G312100号'), null],
  ['1号路和312国道路口西侧', crossing('1号路/312国道'), '1号路/312国道路口西侧'],
  ['outside 103 Dacheng Road', house('大成路99号'), null],
  ['No. 8, Lane 1175, Dacheng Road', house('大成路1175弄10号'), null],
  ['No. 8, Lane 1175, Dacheng Road', house('大成路1175弄8号'), '大成路1175弄8号'],
  ['outside 1175 Dacheng Road', house('大成路1175弄10号'), null],
  ['10 metres from 1175 Dacheng Road', house('大成路1175弄10号'), null],
  ['outside 12 Dacheng Road', house('大成路12-1号'), null],
  ['outside 12-1 Dacheng Road', house('大成路12-1号'), '大成路12-1号'],
  ['Lane 1175 8 Dacheng Road', house('大成路1175弄8号'), '大成路1175弄8号'],
  ['大成路 50米 100号', house('大成路100号'), '大成路100号'],
  ['大成路50 米，100号对面', house('大成路100号'), '大成路100号对面'],
  ['过了大成路50米', house('大成路50号'), null],
  ['斜土路大木桥路口东南角的井盖', crossing('斜土路/大木桥路'), '斜土路/大木桥路路口东南角'],
  ['斜土路大木桥街口东南角的井盖', crossing('斜土路/大木桥街'), '斜土路/大木桥街路口东南角'],
  ['大成路100号', house(''), null],
  ['大成路上有个洞', { kind: 'road', name: { zh: '大成路', en: 'Dacheng Road' } }, null],
])('in “%s” %j is heard as %s', (said, place, address) => expect(heardAddress(said, place)).toBe(address));

test.each<[string, string, string, boolean]>([
  ['大成路100号，井盖没了', '大成路100号', '100 Dacheng Road', true],
  ['是斜土路那边', '大成路100号', '100 Dacheng Road', false],
  ['斜土路100号', '大成路/斜土路', 'Dacheng Road / Xietu Road', true],
  ['11号路', '1号路12号', '1号路12号', false],
  ['outside dacheng road', '大成路100号', '100 Dacheng Road', true],
  ['outside Xietu Road', '大成路100号', '100 Dacheng Road', false],
  ['100 Dacheng Rd', '大成路100号', '100 Dacheng Road', true],
  ['outside 12-1 Dacheng', '大成路12-1号', '12-1 Dacheng Road', true],
  ['大成路12-1号', '大成路12-1号', '大成路12-1号', true],
  ['corner of Xietu Rd', '大成路/斜土路', 'Dacheng Road / Xietu Road', true],
  ['no cover on the road', '大成路100号', '100 Dacheng Road', false],
  ['12 Road No. 1', '1号路12号', '12 Road No. 1', true],
  ['the road', '1号路12号', '12 Road No. 1', false],
  ['', '大成路100号', '100 Dacheng Road', false],
])('in “%s” the road of %s is still said: %s', (said, zh, en, is) => expect(isStillSaid(said, { name: { zh, en } })).toBe(is));
