import pg from 'pg';

/** Any number that nothing else locks in the database `postgres`. */
const usersLock = 4_917_310;

/** One of the programs that use a cluster, for as long as its connection lives: a killed one is none. */
export interface ClusterUser {
  /** True for the last one, who may stop the cluster: until its connection drops nobody else gets in. */
  leave(): Promise<boolean>;
}

const connect = async (superuserUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the cluster ended before its user did
  await client.connect();
  return client;
};

/** @throws when the cluster is being stopped by whoever left it last */
export const enterCluster = async (superuserUrl: string): Promise<ClusterUser> => {
  const client = await connect(superuserUrl);
  await client.query('select pg_advisory_lock_shared($1)', [usersLock]);
  // A cluster that stops sends everybody away, the last user too, whose lock may come to us for a moment. But it lets nobody new in.
  await (await connect(superuserUrl)).end();
  return {
    leave: async () => {
      try {
        await client.query('select pg_advisory_unlock_shared($1)', [usersLock]);
        const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [usersLock]);
        if (rows[0]?.alone === true) return true;
      } catch {
        return true; // it ended already; stopping what stands still changes nothing
      }
      await client.end();
      return false;
    },
  };
};
