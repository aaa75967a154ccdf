import { createPool } from '#db/pool.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import { drawWaterfall } from './draw-waterfall.ts';
import { type Replayed, replayReport } from './replay-report.ts';

const shown = 5;
const same = 0.0005;

const tell = ({ report, again, today, versionToday, apart }: Replayed): void => {
  const before = report.version ?? '未学习 / not yet learned';
  console.log(`诉求 / report ${report.number}，${report.receivedAt}，版本 / version ${before}`);
  const thenOf = (id: string | undefined, isNothing: boolean | undefined) =>
    report.candidates.find((c) => (c.assetId ?? undefined) === id && c.isNothing === isNothing)?.probability ?? 0;
  for (const candidate of again.candidates.slice(0, shown)) console.log(drawWaterfall(candidate, thenOf(candidate.asset?.id, candidate.isNothing)).join('\n'));
  if (report.isErased) console.log('描述已清除，重算听到的比当时少 / its words were erased: the replay hears less than was said');
  console.log(
    apart < same
      ? '与当时的结果一致 / the same as it was answered'
      : `与当时的结果最多相差 / differs from what was answered by up to ${(100 * apart).toFixed(1)} %`,
  );
  const [now] = today.candidates;
  if (versionToday !== report.version && now)
    console.log(
      `按现用版本 / by the version in use now (${versionToday ?? '—'}): ${now.asset?.id ?? '未登记 / not registered'} ${(100 * now.probability).toFixed(1)} %`,
    );
};

const usage = 'npm run replay -- <诉求编号 / report number>';
const number = parseReportNumber(process.argv[2] ?? '');
const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 2 });
try {
  const replayed = number.ok ? await replayReport(pool, number.value) : undefined;
  if (replayed) tell(replayed);
  else {
    console.error(`没有这件诉求 / no such report: ${process.argv[2] ?? ''}\n${usage}`);
    process.exitCode = 1;
  }
} finally {
  await pool.end();
}
