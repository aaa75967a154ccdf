import { migrate } from './migrate.ts';
import { citySchema } from './pool.ts';

/** `npm run migrate`: brings DATABASE_URL to the newest schema. */
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set');
const ran = await migrate(url, citySchema(), (message) => console.warn(`! ${message}`));
console.log(ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`);
