import type { AssetStatus } from './contract/terms.ts';

/** How a status is written in files and asked for in searches; the first is the registry's own word. */
export const statusNames = {
  intact: ['完好', '正常', '良好', 'intact'],
  damaged: ['破损', '损坏', '缺损', 'damaged'],
  missing: ['丢失', '缺失', '遗失', 'missing'],
  abandoned: ['废弃', '停用', 'abandoned'],
  removed: ['移除', '拆除', 'removed'],
} as const satisfies Readonly<Record<AssetStatus, readonly [string, ...string[]]>>;

/** The statuses that a word is a name of; none for most words. */
export const statusesNamed = (word: string): AssetStatus[] => {
  const said = word.toLowerCase();
  return (Object.entries(statusNames) as [AssetStatus, readonly string[]][]).filter(([, names]) => names.includes(said)).map(([status]) => status);
};
