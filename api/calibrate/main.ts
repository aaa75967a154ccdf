import { createPool } from '#db/pool.ts';
import { type LearnedVersion, learnVersion } from './learn-version.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const mostTold = 15;
const figure = (value: number) => value.toPrecision(3);

const tell = ({ id, taught, before, after, isUsed, priors, changes }: LearnedVersion): void => {
  console.log(`版本 / version ${id}: 学自 ${taught} 件办结工单 / learned from ${taught} settled orders, ${after.orders} 件留作检验 / held out`);
  console.log(`  首选权属正确 / right owner first   ${percent(before.rightOwner)} → ${percent(after.rightOwner)}`);
  console.log(`  校准误差 / calibration error       ${percent(before.calibrationError)} → ${percent(after.calibrationError)}`);
  console.log(`  意外程度 / surprise                ${before.surprise.toFixed(3)} → ${after.surprise.toFixed(3)}`);
  console.log(`  未登记 / unregistered ${percent(priors.unregisteredShare)}，新词 / new words: ${priors.learned.newWords.join('、') || '—'}`);
  console.log(`  时段类型 / sorts of hours ${priors.learned.hours.map(({ share }) => percent(share)).join('、') || '—'}`);
  console.log(`  改变最大的 / what changed most (${changes.length}):`);
  for (const { term, before: was, after: is } of changes.slice(0, mostTold)) console.log(`    ${term}: ${was === null ? '—' : figure(was)} → ${figure(is)}`);
  console.log(isUsed ? '启用 / in use from now on' : '没有更好，留存备查 / no better: kept to be looked at, the version before stays in use');
};

const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 4, prepared: true });
try {
  const learned = await learnVersion(pool, new Date().toISOString());
  if ('tooFew' in learned) console.log(`办结工单太少 / too few settled orders: ${learned.tooFew}`);
  else tell(learned);
} finally {
  await pool.end();
}
