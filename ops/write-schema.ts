import { writeFile } from 'node:fs/promises';
import { freshSchema, schemaFile } from './checks/schema-drift.ts';
import { startCluster } from './cluster.ts';

/** `npm run schema`: writes db/schema.sql anew. */
const cluster = await startCluster({ name: 'test', forTests: true });
await writeFile(schemaFile, await freshSchema(cluster.url));
if (!cluster.adopted) await cluster.stop();
