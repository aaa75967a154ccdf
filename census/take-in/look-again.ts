import type { Client } from '#db/pool.ts';
import { compareMatched } from '#db/queries/imports/import-compare.ts';
import { doubtPlanned } from '#db/queries/imports/import-doubts.ts';
import type { Scale } from '#db/queries/imports/import-near.ts';
import { refusePlanned } from '#db/queries/imports/import-refusals.ts';
import { followMergedPlans, gatherWhatCame, markRegistry, renewGround } from '#db/queries/imports/import-since.ts';
import { followMerges, leaveRefused, matchWhatCame } from '#db/queries/imports/import-twins.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';

/** Where a row's number stands: the first of these columns in which something does. */
export const numberColumnsOf = ({ columns, mapping }: ImportRow): number[] =>
  ['plate', 'number'].map((key) => columns.findIndex((column) => mapping[column] === key)).filter((at) => at >= 0);

/** The column that bears a row's own number, where the file has one. */
export const numberColumnOf = (given: ImportRow): string | null => given.columns[numberColumnsOf(given)[0] ?? -1] ?? null;

/** Rows that are assets of somebody else's become refusals. */
export const refuseBeyond = async (client: Client, given: ImportRow): Promise<void> => {
  const refusal = { code: 'census-asset-outside-reach', columns: given.columns.length };
  await refusePlanned(client, given.id, { ...refusal, columnName: numberColumnOf(given), actions: ['refuse_number_beyond'] });
  await refusePlanned(client, given.id, { ...refusal, columnName: null, actions: ['refuse_beyond'] });
};

/** Rows that a person has decided, or whose asset was written to since they were compared, are held against it as it stands now. */
export const compareAgain = async (client: Client, given: ImportRow, scale: Scale): Promise<void> => {
  await followMergedPlans(client, given.id);
  await compareMatched(client, given.id, { scale, reach: given.reach });
  await refuseBeyond(client, given);
  await doubtPlanned(client, given.id);
};

/** What was checked some time ago is held against what has come into the registry since: another import of the same wells, a well that somebody registered. */
export const lookAgain = async (client: Client, given: ImportRow, scale: Scale): Promise<void> => {
  const { id, rules, reach, appliedUpto } = given;
  await renewGround(client, id);
  await followMerges(client, id); // of rows that people said are one, each joins the first
  await leaveRefused(client, id);
  const came = await gatherWhatCame(client, id);
  await markRegistry(client, id);
  if (came > 0) await matchWhatCame(client, id, appliedUpto, { rules, scale, reach, hasWritten: false });
  await compareAgain(client, given, scale);
  await leaveRefused(client, id); // one that left the reach is refused only now
};
