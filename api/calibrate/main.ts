import { createPool } from '#db/pool.ts';
import { surely } from '#domain/match/learn/compare.ts';
import { type LearnedVersion, learnVersion } from './learn-version.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const mostTold = 15;
const figure = (value: number) => value.toPrecision(3);

/** Orders held out are answered with what was heard when they came: whether a version is used says nothing of its hours, which have a judgement of their own. */
const tellHours = ({ priors, hours: { pieces, holes, judged } }: LearnedVersion): void => {
  const shares = priors.learned.hours.map(({ share }) => percent(share)).join('、') || '—';
  console.log(`  时段类型 / sorts of hours ${shares}；学自 ${pieces} 段 ${holes} 处 / from ${pieces} stretches, ${holes} holes`);
  console.log('    另行检验，与下面是否启用无关 / judged by themselves on hours held out, apart from whether the version is used:');
  for (const { sorts, gain, error, isTaken } of judged)
    console.log(`    ${sorts} 类 / ${sorts} sorts: ${gain.toFixed(1)} ± ${error.toFixed(1)} ${isTaken ? '采用 / taken' : '未采用 / not taken'}`);
  if (judged.length === 0) console.log('    时段太少 / too few stretches');
};

const tell = (version: LearnedVersion): void => {
  const { id, taught, before, after, gain, isUsed, priors, changes } = version;
  console.log(`版本 / version ${id}: 学自 ${taught} 件办结工单 / learned from ${taught} settled orders, ${after.orders} 件留作检验 / held out`);
  console.log(`  首选权属正确 / right owner first   ${percent(before.rightOwner)} → ${percent(after.rightOwner)}`);
  console.log(`  校准误差 / calibration error       ${percent(before.calibrationError)} → ${percent(after.calibrationError)}`);
  console.log(
    `  意外程度 / surprise                ${before.surprise.toFixed(3)} → ${after.surprise.toFixed(3)}（少 / less ${gain.value.toFixed(3)} ± ${gain.error.toFixed(3)}；启用须超过 ${surely} 倍误差 / used beyond ${surely} errors）`,
  );
  console.log(`  未登记 / unregistered ${percent(priors.unregisteredShare)}，新词 / new words: ${priors.learned.newWords.join('、') || '—'}`);
  tellHours(version);
  console.log(`  改变最大的 / what changed most (${changes.length}):`);
  for (const { term, before: was, after: is } of changes.slice(0, mostTold)) console.log(`    ${term}: ${was === null ? '—' : figure(was)} → ${figure(is)}`);
  console.log(isUsed ? '启用 / in use from now on' : '没有确实更好，留存备查 / not surely better: kept to be looked at, the version before stays in use');
};

const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 4, prepared: true });
try {
  const learned = await learnVersion(pool, new Date().toISOString());
  if ('isRunning' in learned) {
    console.error('另一次校准正在进行，本次什么也没做；等它结束再来 / another calibration is running, and nothing was done: come again when it has ended');
    process.exitCode = 1;
  } else if ('tooFew' in learned) console.log(`办结工单太少 / too few settled orders: ${learned.tooFew}`);
  else tell(learned);
} finally {
  await pool.end();
}
