import { createReadStream } from 'node:fs';
import { FeatureCutter, type FeatureText } from '../formats/geojson/feature-texts.ts';
import { parseFeature } from '../formats/geojson/parse-feature.ts';
import { declaredIn } from '../formats/geojson/read-geojson.ts';
import { type RefusalsByRow, rowColumn, whyColumn, whyInBoth } from './refusals.ts';

const crsMember = (declared: string): string => (declared === 'EPSG:4326' ? '' : `"crs":${JSON.stringify({ type: 'name', properties: { name: declared } })},`);

interface Feature {
  readonly type?: unknown;
  readonly geometry?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** A feature with its row and why it was refused; of one that was never read these alone. */
const withWhy = (text: FeatureText, row: number, why: string): string => {
  const feature: Feature = typeof text === 'string' ? { type: 'Feature', geometry: null } : (parseFeature(text.toString('utf8')) as Feature);
  return JSON.stringify({ ...feature, properties: { ...feature.properties, [rowColumn]: row, [whyColumn]: why } });
};

/** The refused features of a GeoJSON as they stand there, geometry and all, the reason among their properties. */
export async function* refusedGeoJson(path: string, refusals: RefusalsByRow): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 1 << 19 });
  const cutter = new FeatureCutter();
  let row = 0;
  let before: string | null = null;
  try {
    for await (const piece of stream) {
      const back: string[] = [];
      for (const bytes of cutter.take(piece as Buffer)) {
        const refusal = await refusals.of(++row);
        if (!refusal) continue;
        back.push(withWhy(bytes, row, whyInBoth(refusal)));
      }
      if (back.length > 0) {
        yield Buffer.from((before ?? `{"type":"FeatureCollection",${crsMember(declaredIn(cutter.head))}"features":[\n`) + back.join(',\n'));
        before = ',\n';
      }
      if (!(await refusals.peek())) break;
    }
  } finally {
    stream.destroy();
  }
  yield Buffer.from(before === null ? '{"type":"FeatureCollection","features":[]}\n' : '\n]}\n');
}
