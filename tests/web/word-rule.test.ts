import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { wordFlow, wordWhen } from '../../web/features/network/word-rule.ts';

const t = ((key: string, given?: object) => (given ? `${key} ${Object.values(given).join()}` : key)) as unknown as TFunction;
const rule = { id: 'x', when: { isHazard: true }, acts: [], leastPercent: 10 } as unknown as DispatchRule;

test('a rule says of what its least share is', () => {
  const said = wordWhen(t, ({ zh }) => zh, { city: {} as City, place: (code) => code }, rule);
  expect(said).toEqual(['network.hazard.yes', 'network.least 10']);
});

test('an order that only others would be told of goes from nobody to anybody', () => {
  const [power, water] = [
    { zh: '供电', en: 'Power' },
    { zh: '供水', en: 'Water' },
  ];
  expect(wordFlow(t, ({ en }) => en, { from: power, to: water })).toBe('network.run.flow Power,Water');
  expect(wordFlow(t, ({ en }) => en, { from: power, to: power })).toBe('network.run.stays Power');
});
