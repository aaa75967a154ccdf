import { createPool } from '#db/pool.ts';
import { countTiles } from '../../api/count-tiles.ts';

/** A program that counts changes of the database its argument names until it is killed, and says so after each round. */
const pool = createPool(process.argv[2] ?? '', { schema: 'city', max: 1 });
for (;;) {
  await countTiles(pool);
  process.send?.('counted');
}
