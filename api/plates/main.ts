import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createPool, type Pool } from '#db/pool.ts';
import type { PlateSelection } from '#domain/contract/plates.ts';
import { planPlates, printPlates } from './print-plates.ts';

const usage = `npm run plates -- (--place 310104007 | --owner power | --ids 3101…,3101…) [--class 0105] [--url https://…] [--out plates]

  --place  a district or street, --owner a unit, --ids numbers with commas between
  --class  only this class
  --url    where people reach the city's service: what the QR opens; PUBLIC_URL unless told
  --out    the folder for the PDFs, at most 600 plates each`;

const wholeCity = { city: true, placeCodes: [], unitIds: [] };

/** Writes a selection's files one after the other, each whole or not at all. */
const printAll = async (pool: Pool, selection: PlateSelection, url: string, out: string): Promise<void> => {
  const { plates, sheets, parts } = await planPlates(pool, wholeCity, selection);
  console.log(`${plates.toLocaleString('en')} 块铭牌，${sheets} 张 A4，${parts.length} 个文件 / plates on ${sheets} A4 sheets in ${parts.length} files`);
  await mkdir(out, { recursive: true });
  const started = performance.now();
  let done = 0;
  for (const part of parts) {
    const { pdf, plates: printed, first, last } = await printPlates(pool, wholeCity, selection, part.after, url);
    const path = join(out, `plates-${first}-${last}.pdf`);
    await pipeline(pdf, createWriteStream(`${path}.part`));
    await rename(`${path}.part`, path);
    done += printed;
    const seconds = (performance.now() - started) / 1000;
    const left = ((plates - done) * seconds) / done;
    console.log(`${path}  ${done.toLocaleString('en')} / ${plates.toLocaleString('en')}  ${Math.round(done / seconds)}/s  还需 / left ${left.toFixed(0)} s`);
  }
};

const run = async (): Promise<void> => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { place: text, owner: text, ids: text, class: text, url: text, out: { ...text, default: 'plates' }, help: { type: 'boolean', default: false } },
  });
  if (values.help || !(values.place || values.owner || values.ids)) return console.log(usage);
  const url = values.url ?? process.env['PUBLIC_URL'] ?? '';
  if (!/^https?:\/\//.test(url)) throw new Error('请用 --url 给出网址，二维码要印它。 Say by --url where people reach the service: the QR prints it.');
  const selection: PlateSelection = {
    ...(values.place ? { placeCode: values.place } : {}),
    ...(values.owner ? { ownerId: values.owner } : {}),
    ...(values.ids ? { ids: values.ids } : {}),
    ...(values.class ? { classCode: values.class } : {}),
  };
  const pool = createPool(process.env['DATABASE_URL'] ?? '', { max: 2 });
  await printAll(pool, selection, url, values.out).finally(() => pool.end());
};

await run().catch((error: Error) => {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
});
