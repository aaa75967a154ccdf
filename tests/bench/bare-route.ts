import Fastify from 'fastify';
import { createPool } from '#db/pool.ts';
import { listNearbyAssets } from '#db/queries/reports/matching.ts';
import { reachOf } from '../../api/find-nearby.ts';

/** The least a route could do: Fastify, the very statement of a match (`listNearbyAssets`), its rows as JSON. Run by the bench as a process of its own. */
const pool = createPool(process.env['DATABASE_URL'] ?? '');
const app = Fastify();
app.get('/health', async () => ({ ok: true }));
app.post<{ Body: { position: { lon: number; lat: number }; accuracyM: number } }>('/nearby', ({ body }) =>
  listNearbyAssets(pool, { point: body.position, reach: reachOf(body.accuracyM) }),
);
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.on('SIGTERM', () => app.close().then(() => pool.end()));
