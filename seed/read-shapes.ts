import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { CityFile, Water } from './city-folder.ts';

const readJson = async (path: string): Promise<unknown> => {
  const file = basename(path);
  const content = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const featuresOf = async (path: string): Promise<Feature[]> => {
  const json = await readJson(path);
  if (!isObject(json) || !Array.isArray(json['features'])) throw new Error(`${basename(path)} is no GeoJSON FeatureCollection`);
  return json['features'] as Feature[];
};

/** city.json: the city's code, names, time zone, calendar, centre, settings and the names of its units per place. */
export const readCityFile = async (path: string): Promise<CityFile> => {
  const json = await readJson(path);
  if (!isObject(json)) throw new Error('city.json is no object');
  for (const field of ['code', 'name', 'nameEn', 'timeZone', 'calendar'])
    if (typeof json[field] !== 'string' || json[field] === '') throw new Error(`city.json: ${field} is missing`);
  for (const field of ['settings', 'unitNames', 'addressWords']) if (!isObject(json[field])) throw new Error(`city.json: ${field} is missing`);
  if (!Array.isArray(json['coverMakers']) || json['coverMakers'].length === 0) throw new Error('city.json: coverMakers is missing');
  const centre = json['centre'];
  if (!Array.isArray(centre) || centre.length !== 2 || !centre.every((n) => typeof n === 'number' && Number.isFinite(n)))
    throw new Error('city.json: centre must be [longitude, latitude] in degrees');
  if (!/^\d{6}$/.test(String(json['code']))) throw new Error('city.json: code must be six digits');
  return json as unknown as CityFile;
};

/** districts.geojson: a polygon or multipolygon per district, WGS 84, with its six-digit `code`. */
export const readDistrictShapes = async (path: string): Promise<Map<string, MultiPolygon>> => {
  const shapes = new Map<string, MultiPolygon>();
  for (const [i, feature] of (await featuresOf(path)).entries()) {
    const code = feature.properties?.['code'];
    if (typeof code !== 'string') throw new Error(`districts.geojson, feature ${i + 1}: the property code is missing`);
    const { geometry } = feature;
    if (geometry?.type === 'Polygon') shapes.set(code, { type: 'MultiPolygon', coordinates: [geometry.coordinates] });
    else if (geometry?.type === 'MultiPolygon') shapes.set(code, geometry);
    else throw new Error(`districts.geojson, feature ${i + 1} (${code}): must be a Polygon or MultiPolygon`);
  }
  return shapes;
};

/** waters.geojson: lakes as polygons, rivers as centrelines with `width_m`. */
export const readWaters = async (path: string): Promise<Water[]> =>
  (await featuresOf(path)).map((feature, i) => {
    const name = String(feature.properties?.['name'] ?? '');
    const { geometry } = feature;
    if (geometry?.type === 'LineString') {
      const widthM = Number(feature.properties?.['width_m']);
      if (!(widthM > 0)) throw new Error(`waters.geojson, feature ${i + 1} (${name}): a river drawn as a line needs width_m`);
      return { name, widthM, geometry };
    }
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon')
      throw new Error(`waters.geojson, feature ${i + 1} (${name}): must be a line or a polygon`);
    return { name, widthM: null, geometry: geometry as Polygon | MultiPolygon };
  });
