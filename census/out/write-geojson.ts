import { writeSystem } from '#domain/coordinates/systems.ts';
import { epsgOf } from '../declared-system.ts';
import { exchangeFields } from '../exchange-fields.ts';
import { coordinate, isInDegrees, type OutRow, type OutTable } from './out-table.ts';

const isExact = (text: string) => /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text;

/** The older standard's `crs` for everything but WGS 84, which alone the newer one knows. */
const crsMember = ({ system }: OutTable): string => {
  if (system === 'EPSG:4326') return '';
  const code = epsgOf(system);
  const name = code === null ? writeSystem(system).replaceAll('"', "'") : `urn:ogc:def:crs:EPSG::${code}`;
  return `"crs":${JSON.stringify({ type: 'name', properties: { name } })},`;
};

/** GeoJSON: one feature a line, coordinates east first in the system asked for. */
export async function* writeGeoJson(table: OutTable): AsyncGenerator<Uint8Array> {
  const names = table.fields.map((key) => exchangeFields[key]);
  const isDegrees = isInDegrees(table.system);
  const feature = ({ values, point }: OutRow): string => {
    const properties = names.map(({ name, kind }, i) => {
      const value = values[i] ?? null;
      return [name, value !== null && (kind === 'number' || kind === 'integer') && isExact(value) ? Number(value) : value];
    });
    const coordinates = [coordinate(point.x, isDegrees), coordinate(point.y, isDegrees)];
    return JSON.stringify({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: Object.fromEntries(properties) });
  };
  yield Buffer.from(`{"type":"FeatureCollection",${crsMember(table)}"features":[`);
  let before = '\n';
  for await (const batch of table.batches) {
    if (batch.length === 0) continue;
    yield Buffer.from(before + batch.map(feature).join(',\n'));
    before = ',\n';
  }
  yield Buffer.from('\n]}\n');
}
