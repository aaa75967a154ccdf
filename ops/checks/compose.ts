import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { run } from '../run.ts';
import { type Stage, skipped, verdictOf } from './stage.ts';

/** What the compose file must keep in common with the program and its tests. */
const agreements = (text: string, martin: string): string[] => {
  const wanted: readonly [boolean, string][] = [
    [/postgis\/postgis:/.test(text), 'the database image is postgis/postgis'],
    [/ghcr\.io\/maplibre\/martin:/.test(text), "Martin is maplibre's own image"],
    [text.includes('./tiles/martin.yaml:'), 'Martin runs on tiles/martin.yaml, as in the tests'],
    [/postgres:\/\/martin:[^@]+@db:5432\/jingzheng/.test(text), 'Martin signs in as the role martin'],
    [/postgres:\/\/jingzheng:[^@]+@db:5432\/jingzheng/.test(text), 'the application signs in as the role jingzheng'],
    [/127\.0\.0\.1:\$\{PORT:-3000\}:3000/.test(text), 'the application is published on port 3000'],
    [text.includes('127.0.0.1:3001:3001') && martin.includes('3001'), 'Martin is published on port 3001, the one of tiles/martin.yaml'],
  ];
  return wanted.filter(([holds]) => !holds).map(([, what]) => `docker-compose.yml: it should hold that ${what}`);
};

const clients = [
  ['docker', ['compose']],
  ['docker-compose', []],
] as const;

/** The file as Docker's own client reads it, where one is; no engine is needed for that. */
export const compose: Stage = {
  name: 'compose',
  run: async () => {
    const file = join(checkout, 'docker-compose.yml');
    if (!existsSync(file)) return verdictOf(['docker-compose.yml is missing']);
    const faults = agreements(await readFile(file, 'utf8'), await readFile(join(checkout, 'tiles/martin.yaml'), 'utf8'));
    for (const [client, before] of clients) {
      if ((await run(client, [...before, 'version'])).code !== 0) continue;
      const ran = await run(client, [...before, '-f', file, 'config']);
      return verdictOf(ran.code === 0 ? faults : [...faults, ran.output.trim()], `read by ${[client, ...before].join(' ')}`);
    }
    return faults.length > 0 ? verdictOf(faults) : skipped('no docker compose client here: only its words were compared');
  },
};
