import type { Pool } from '#db/pool.ts';
import { tellProgress } from '#db/queries/imports.ts';
import { CensusError } from '../census-error.ts';

export interface Progress {
  readonly step: string;
  readonly done: number;
  /** An estimate while a file is read whose rows nobody has counted. */
  readonly total: number;
  readonly seconds: number;
}

/** Keeps the progress of one import, in the database once a second and for whoever listens; hears when somebody asks to stop. */
export interface AtWork {
  step(name: string, total?: number): void;
  at(done: number, total?: number): void;
  /** @throws CensusError import-cancelled, when somebody asked for it */
  stopIfAsked(): void;
  end(): Promise<void>;
}

export const startWork = (pool: Pool, importId: string, onProgress: (progress: Progress) => void): AtWork => {
  let [step, done, total, since, isAsked] = ['start', 0, 0, performance.now(), false];
  let telling: Promise<void> = Promise.resolve();
  const tell = () => {
    onProgress({ step, done, total, seconds: (performance.now() - since) / 1000 });
    const told = tellProgress(pool, importId, step, done, total).then((asked) => {
      isAsked ||= asked;
    });
    telling = told.catch(() => undefined); // progress is no reason to fail
  };
  const timer = setInterval(tell, 1000);
  return {
    step: (name, of = 0) => {
      [step, done, total, since] = [name, 0, of, performance.now()];
      tell();
    },
    at: (now, of = total) => {
      [done, total] = [now, of];
    },
    stopIfAsked: () => {
      if (isAsked) throw new CensusError('import-cancelled', {});
    },
    end: async () => {
      clearInterval(timer);
      tell();
      await telling;
    },
  };
};
