import pg from 'pg';

/** Names the run's template database, which the first test file to need it makes, and drops it after the run. */
export default function setup(): () => Promise<void> {
  const template = `d_template_${process.pid}`;
  process.env['TEST_TEMPLATE'] = template;
  return async () => {
    const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await client.connect();
    await client.query(`drop database if exists ${template} with (force)`);
    await client.end();
  };
}
