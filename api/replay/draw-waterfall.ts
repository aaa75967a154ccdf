import { wordReason } from '#domain/contract/reasons.ts';
import type { MatchCandidate, NearbyAsset } from '#domain/match/observation.ts';

const widest = 24;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const bar = (from: number, to: number, perCell: number): string => {
  const at = (weight: number) => Math.round(weight / perCell);
  const [low, high] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
  return ' '.repeat(Math.max(0, low)) + (to >= from ? '█' : '░').repeat(Math.max(1, high - low));
};

/** A candidate's reasons one under another: each begins where the one before it ended, and the last ends at what they add up to. */
export const drawWaterfall = ({ asset, isNothing, probability, reasons }: MatchCandidate<NearbyAsset>, then: number): string[] => {
  const ends: number[] = [];
  for (const { weight = 0 } of reasons) ends.push((ends.at(-1) ?? 0) + weight);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const perCell = Math.max(0.05, (high - low) / widest);
  const name = asset ? `${asset.id} ${asset.className.zh}` : isNothing === true ? '并非设施 / no asset at all' : '未登记 / not registered';
  return [
    `${name}  ${percent(then)} → ${percent(probability)}`,
    ...reasons.map((reason, i) => {
      const [from, to] = [(ends[i - 1] ?? 0) - low, (ends[i] ?? 0) - low];
      return `  ${(reason.weight ?? 0).toFixed(2).padStart(7)}  ${bar(from, to, perCell).padEnd(widest + 1)} ${wordReason(reason, 'zh')} / ${wordReason(reason, 'en')}`;
    }),
    `  ${(ends.at(-1) ?? 0).toFixed(2).padStart(7)}  =`,
  ];
};
