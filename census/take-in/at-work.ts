import { type Client, inTransaction, type Pool } from '#db/pool.ts';
import { backendOf, endStatement, tellProgress } from '#db/queries/imports/imports.ts';
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
  /**
   * Runs work in one transaction, which a wish to stop ends in the middle of a statement too.
   * @throws CensusError import-cancelled
   */
  transaction<T>(work: (client: Client) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

const statementEnded = '57014';

export const startWork = (pool: Pool, importId: string, onProgress: (progress: Progress) => void): AtWork => {
  let [step, done, total, since, isAsked] = ['start', 0, 0, performance.now(), false];
  let backend: number | null = null;
  let telling: Promise<void> = Promise.resolve();
  let ending: Promise<void> = Promise.resolve();
  const tellOnce = async () => {
    isAsked = (await tellProgress(pool, importId, step, done, total)) || isAsked;
    if (isAsked && backend !== null) ending = endStatement(pool, backend);
    await ending;
  };
  const tell = () => {
    onProgress({ step, done, total, seconds: (performance.now() - since) / 1000 });
    telling = telling.then(tellOnce).catch(() => undefined); // progress is no reason to fail
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
    transaction: async (work) => {
      try {
        return await inTransaction(pool, async (client) => {
          backend = await backendOf(client);
          try {
            return await work(client);
          } finally {
            backend = null;
            await ending; // it may not end what comes next on this connection
          }
        });
      } catch (error) {
        throw isAsked && (error as { code?: string }).code === statementEnded ? new CensusError('import-cancelled', {}) : error;
      }
    },
    end: async () => {
      clearInterval(timer);
      tell();
      await telling;
    },
  };
};
