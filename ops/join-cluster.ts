import { setTimeout as sleep } from 'node:timers/promises';
import { enterCluster } from '#db/cluster-users.ts';
import { type Cluster, type ClusterChoice, startCluster } from './cluster.ts';

export interface JoinedCluster {
  readonly url: string;
  /** Stops it when nobody else of this checkout uses it any more: who leaves last turns off the light, whoever lit it. */
  leave(): Promise<void>;
}

const startAndEnter = async (choice: ClusterChoice, tries: number): Promise<{ cluster: Cluster; leave: () => Promise<boolean> }> => {
  const cluster = await startCluster(choice);
  try {
    const user = await enterCluster(cluster.url);
    return { cluster, leave: user.leave };
  } catch (error) {
    if (tries === 0) throw error;
    await sleep(500); // its last user is just stopping it
    return startAndEnter(choice, tries - 1);
  }
};

/** Starts this checkout's cluster or finds it running, and counts among those who use it. */
export const joinCluster = async (choice: ClusterChoice): Promise<JoinedCluster> => {
  const { cluster, leave } = await startAndEnter(choice, 20);
  return {
    url: cluster.url,
    leave: async () => {
      if (await leave()) await cluster.stop();
    },
  };
};
