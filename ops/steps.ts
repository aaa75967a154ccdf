const clock = (started: number) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/** Runs one long step, telling that it began and how long it took; what it says meanwhile stands indented. */
export const step = async <T>(zh: string, en: string, work: (say: (line: string) => void) => Promise<T>): Promise<T> => {
  const started = performance.now();
  console.log(`▸ ${zh} / ${en}`);
  const result = await work((line) => console.log(`    ${line}`));
  console.log(`  ✓ ${clock(started)}`);
  return result;
};
