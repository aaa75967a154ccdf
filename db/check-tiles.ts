import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPool, inTransaction, type Pool } from './pool.ts';
import { takeJob } from './queries/service/jobs.ts';
import { compareTiles, recountTiles, seeOneMoment, type TileDifference } from './queries/service/tile-counts.ts';

const serializationFailure = '40001';
/** How many differences are told one by one. */
const told = 20;

export type TilesChecked = Awaited<ReturnType<typeof compareTiles>>;

class Leave extends Error {}

/** Counts the city's tiles aside and compares them with what stands, beside the running service. Leaves nothing behind. */
export const checkTiles = async (pool: Pool): Promise<TilesChecked> => {
  let found: TilesChecked | undefined;
  await inTransaction(pool, async (client) => {
    await seeOneMoment(client);
    found = await compareTiles(client, told);
    throw new Leave(); // what was counted aside goes with the transaction
  }).catch((error: unknown) => {
    if (!(error instanceof Leave)) throw error;
  });
  if (found === undefined) throw new Error('the tiles were not compared');
  return found;
};

const lineOf = ({ zoom, x, y, cell, classCode, status, streetCode, ownerId, stands, counted }: TileDifference): string =>
  `  ${zoom}/${x}/${y} cell ${cell} (class ${classCode}, ${status}, street ${streetCode}, ${ownerId === null ? 'everyone’s' : `owner ${ownerId}`}): ${stands} instead of ${counted}`;

/** What was found, in words; the exit code beside it: 0 all right, 1 counts differ, 2 a bulk change is not counted yet. */
export const tellTiles = ({ differences, total, awaitsRecount }: TilesChecked): { lines: string[]; exitCode: number } => {
  if (total === 0) return { lines: ['✓ 瓦片的每个计数都与部件相符。 Every count of the tiles is what the assets say.'], exitCode: 0 };
  const rest = total - differences.length;
  const lines = [...differences.map(lineOf), ...(rest > 0 ? [`  … 还有 ${rest} 处 and ${rest} more`] : [])];
  if (awaitsRecount)
    return {
      lines: [
        `… 批量变更后还有 ${total} 个计数待重算：服务运行中会自动完成（五百万部件约一分钟），--mend 立即重算。 ${total} counts wait for the recount after a bulk change; a running server does it (a minute at five million assets), --mend at once.`,
        ...lines,
      ],
      exitCode: 2,
    };
  return {
    lines: [`✗ 有 ${total} 个计数与部件不符，--mend 可改正。 ${total} counts are not what the assets say; --mend puts them right.`, ...lines],
    exitCode: 1,
  };
};

const patience = 120;

/** Counts anew and mends what differs, when no server is at it: it waits a second and tries again, for two minutes. */
const mend = async (pool: Pool): Promise<void> => {
  for (let tries = 1; tries <= patience; tries += 1) {
    const done = await inTransaction(pool, async (client) => {
      await seeOneMoment(client);
      if (!(await takeJob(client, 'count-tiles'))) return false;
      await recountTiles(client);
      return true;
    }).catch((error: { code?: string }) => {
      if (error.code === serializationFailure) return false; // a server counted a change between our look and our turn
      throw error;
    });
    if (done) return;
    await sleep(1000);
  }
  throw new Error('有服务正在计数，两分钟内未结束，请稍后再试。 A server was counting the tiles for two minutes; try again');
};

const run = async (url: string, wantsMending: boolean): Promise<number> => {
  const pool = createPool(url, { max: 1 });
  try {
    const { lines, exitCode } = tellTiles(await checkTiles(pool));
    for (const line of lines) console.log(line);
    if (exitCode === 0 || !wantsMending) return exitCode;
    await mend(pool);
    console.log('✓ 已重新计数。 Counted anew.');
    return 0;
  } finally {
    await pool.end();
  }
};

/** `npm run tiles:check [-- --mend]`: whether the counts under the low zooms of DATABASE_URL are what its assets say. */
if (import.meta.main) {
  const { values } = parseArgs({ options: { mend: { type: 'boolean', default: false } } });
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set');
  process.exitCode = await run(url, values.mend);
}
