import { shiftDate } from './shift-date.ts';

/**
 * Runs whatever is run at another time, with all that it starts: `STORIES_AT=2026-12-31T15:50:00Z NODE_OPTIONS=--import=$PWD/tests/support/at.ts playwright test …`.
 * The program asks its database for no time, and pages of stories have the same.
 */
const { STORIES_AT: at, STORIES_BY: by = String(Date.parse(at ?? '') - Date.now()) } = process.env;
if (at !== undefined) {
  process.env['STORIES_BY'] = by;
  shiftDate(Number(by));
}
