import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface FreshDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const onServer = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

/** A database of its own on the tests' server: empty, or a copy of a template. Drop it when done. */
export const freshDatabase = async (prefix: string, template?: string): Promise<FreshDatabase> => {
  const name = `${prefix}_${randomUUID().slice(0, 8)}`;
  await onServer(`create database ${name}${template ? ` template ${template}` : ''}`);
  const url = Object.assign(new URL(process.env['TEST_DATABASE_URL'] ?? ''), { pathname: `/${name}` }).toString();
  return { url, drop: () => onServer(`drop database if exists ${name} with (force)`) };
};
