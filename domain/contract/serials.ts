import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name } from './terms.ts';

/** A range is scarce when fewer of its million numbers are left than a tenth. */
export const scarceBelow = 100_000;

export const SerialRange = Type.Object({
  prefix: Type.String({ description: 'District and class, ten digits' }),
  district: Name,
  className: Name,
  last: Type.Integer({ description: 'The last serial that was minted' }),
  left: Type.Integer({ description: 'How many are left to mint; the last hundred are kept back' }),
});
export type SerialRange = Static<typeof SerialRange>;

export const listSerialRanges = route({
  name: 'listSerialRanges',
  method: 'GET',
  path: '/api/v1/serial-ranges',
  access: 'assets.register',
  csrf: false,
  summary: `Ranges of serials about to run full: those of the reader’s districts of which fewer than ${scarceBelow} numbers (or as many as asked) are left`,
  query: Type.Object({ fewerThan: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ ranges: Type.Array(SerialRange) }) },
});
