import startTestCluster from './cluster.setup.ts';
import nameTemplate from './template.setup.ts';

/** Before the first test: a cluster and the template's name; after the last one they go in the other order. */
export default async function setup(): Promise<() => Promise<void>> {
  const stopCluster = await startTestCluster();
  const dropTemplate = nameTemplate();
  return async () => {
    await dropTemplate();
    await stopCluster?.();
  };
}
