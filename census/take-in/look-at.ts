import type { CensusFile } from '../census-file.ts';
import { type CensusSaid, openCensus } from '../open-census.ts';

/** What a file tells when it is opened, and its first rows. */
export interface Look extends Pick<CensusFile, 'name' | 'format' | 'columns' | 'declaredSystem'> {
  /** As they stand there, each text cut to what helps to see what its column means. */
  readonly head: (string | null)[][];
}

/** Opens a file here or in a program of its own. @throws CensusError when it is no census */
export type LookAt = (path: string, said: CensusSaid, rows: number) => Promise<Look>;

const longest = 80;

const headOf = async ({ batches }: CensusFile, most: number): Promise<(string | null)[][]> => {
  const head: (string | null)[][] = [];
  if (most === 0) return head;
  for await (const batch of batches) {
    for (const { values } of batch.slice(0, most - head.length)) head.push(values.map((value) => value?.slice(0, longest) ?? null));
    if (head.length >= most) break;
  }
  return head;
};

/** Opens a file in this program: for whoever waits for nothing else, as the command line does. */
export const lookAt: LookAt = async (path, said, rows) => {
  const file = await openCensus(path, said);
  try {
    const { name, format, columns, declaredSystem } = file;
    return { name, format, columns, declaredSystem, head: await headOf(file, rows) };
  } finally {
    await file.close();
  }
};
