import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { basename, isAbsolute } from 'node:path';

/** One measured thing. `floor` is what the same run measured for the least that could be done; `ratio` compares with it. */
export interface Figure {
  readonly part: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  readonly note?: string;
}

export interface Run {
  readonly at: string;
  readonly commit: string;
  readonly command: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly node: string; readonly postgres: string };
  /** What else the machine did: its one-minute load average when the run began. */
  readonly loadBefore: number;
  readonly assets: number;
  readonly figures: readonly Figure[];
}

/** A figure beside its floor. */
export const against = (figure: Omit<Figure, 'floor' | 'ratio'>, floor: { name: string; value: number }): Figure => ({
  ...figure,
  floor,
  ratio: floor.value === 0 ? 0 : figure.value / floor.value,
});

/** Of sorted values the one that so large a part lies below. */
export const share = (times: readonly number[], part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

export const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));

/** The machine and the commit that a run belongs to; a tree with changes is marked. */
export const describeRun = (postgres: string, loadBefore: number): Omit<Run, 'assets' | 'figures'> => {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return {
    at: new Date().toISOString(),
    commit: git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? ' with changes' : ''),
    command: ['npm run bench --', ...process.argv.slice(2).map((word) => (isAbsolute(word) ? basename(word) : word))].join(' '),
    loadBefore,
    machine: {
      cpu: os.cpus()[0]?.model ?? 'unknown',
      cores: os.availableParallelism(),
      memoryGiB: Math.round(os.totalmem() / 2 ** 30),
      node: process.version,
      postgres,
    },
  };
};

const columns = (figure: Figure): string[] => [
  figure.part,
  figure.name,
  `${round(figure.value)} ${figure.unit}`,
  figure.floor ? `${figure.floor.name}: ${round(figure.floor.value)} ${figure.unit}` : '',
  figure.ratio === undefined ? '' : figure.ratio.toFixed(2),
  figure.note ?? '',
];

/** A Markdown table: it reads in a terminal too. */
export const tableOf = (figures: readonly Figure[]): string => {
  const all = [['part', 'what', 'measured', 'floor in the same run', 'ratio', 'note'], ...figures.map(columns)];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((w) => '-'.repeat(w))), ...body.map(line)].join('\n');
};
