import { join } from 'node:path';
import type { CityFolder, RoadClass, RoadNameParts } from './city-folder.ts';
import { roadClasses } from './city-folder.ts';
import { readDispatchRules } from './read-dispatch-rules.ts';
import { readCityFile, readDistrictShapes, readWaters } from './read-shapes.ts';
import { readTable, refuseTwice, type TableRow } from './read-table.ts';

const statuses = ['intact', 'damaged', 'missing', 'abandoned', 'removed'] as const;
const roles = ['agent', 'dispatcher', 'clerk', 'crew', 'registrar', 'supervisor', 'leader', 'analyst', 'administrator'] as const;
const unitId = /^[a-z0-9-]{1,64}$/;

/**
 * Reads and checks a city's folder: city.json, districts.geojson, waters.geojson and nine tables.
 * @throws an Error whose sentence names file, row and column
 */
export const readCityFolder = async (folder: string): Promise<CityFolder> => {
  const at = (name: string) => join(folder, name);
  const city = await readCityFile(at('city.json'));
  const shapes = await readDistrictShapes(at('districts.geojson'));
  const districts = await readDistricts(at('districts.csv'), shapes);
  const districtCodes = new Set(districts.map((d) => d.code));
  const streets = await readStreets(at('streets.csv'), districtCodes);
  const neighbourhoods = await readNeighbourhoods(at('neighbourhoods.csv'), new Set(streets.map((s) => s.code)));
  const assetClasses = await readAssetClasses(at('asset-classes.csv'));
  const classCodes = new Set(assetClasses.map((c) => c.code));
  const units = await readUnits(at('units.csv'), classCodes);
  const problemKinds = await readProblemKinds(at('problem-kinds.csv'), classCodes);
  const roadNames = await readRoadNames(at('road-names.csv'));
  const people = await readPeople(at('people.csv'));
  const dispatchRules = await readDispatchRules(at('dispatch-rules.csv'));
  const waters = await readWaters(at('waters.geojson'));
  return { city, districts, streets, neighbourhoods, units, assetClasses, problemKinds, roadNames, people, dispatchRules, waters };
};

const mustBeKnown = (row: TableRow, column: string, value: string, known: ReadonlySet<string>, where: string): string => {
  if (!known.has(value)) throw row.fault(column, `${value} is not in ${where}`);
  return value;
};

const readDistricts = (path: string, shapes: Awaited<ReturnType<typeof readDistrictShapes>>) => {
  const seen = new Set<string>();
  return readTable(path, ['code', 'name', 'name_en', 'settlement', 'density'], (row) => {
    const code = row.matching('code', /^\d{6}$/, 'a code of six digits');
    refuseTwice(row, 'code', seen);
    const geometry = shapes.get(code);
    if (geometry === undefined) throw row.fault('code', `districts.geojson has no shape for ${code}`);
    const density = row.number('density');
    if (density <= 0) throw row.fault('density', 'must be more than zero');
    return { code, name: row.text('name'), nameEn: row.text('name_en'), settlement: row.oneOf('settlement', ['town', 'suburb']), density, geometry };
  });
};

const readStreets = (path: string, districts: ReadonlySet<string>) => {
  const seen = new Set<string>();
  return readTable(path, ['code', 'name', 'name_en', 'district_code'], (row) => {
    refuseTwice(row, 'code', seen);
    const districtCode = mustBeKnown(row, 'district_code', row.text('district_code'), districts, 'districts.csv');
    const code = row.matching('code', new RegExp(`^${districtCode}\\d{3}$`), `nine digits that begin with ${districtCode}`);
    return { code, name: row.text('name'), nameEn: row.text('name_en'), districtCode };
  });
};

const readNeighbourhoods = (path: string, streets: ReadonlySet<string>) => {
  const seen = new Set<string>();
  return readTable(path, ['code', 'name', 'street_code'], (row) => {
    refuseTwice(row, 'code', seen);
    const streetCode = mustBeKnown(row, 'street_code', row.text('street_code'), streets, 'streets.csv');
    return { code: row.matching('code', /^\d{12}$/, 'a code of twelve digits'), name: row.text('name'), streetCode };
  });
};

const readAssetClasses = (path: string) => {
  const seen = new Set<string>();
  return readTable(path, ['code', 'name', 'name_en', 'is_well', 'is_sensitive', 'owner', 'lettering', 'words'], (row) => {
    refuseTwice(row, 'code', seen);
    return {
      code: row.matching('code', /^\d{4}$/, 'a class of four digits'),
      name: row.text('name'),
      nameEn: row.text('name_en'),
      isWell: row.flag('is_well'),
      isSensitive: row.flag('is_sensitive'),
      owner: row.oneOf('owner', ['unit', 'road', 'greening', 'none']),
      lettering: row.optional('lettering'),
      words: row.list('words'),
    };
  });
};

const readUnits = (path: string, classes: ReadonlySet<string>) => {
  const seen = new Set<string>();
  return readTable(path, ['id', 'name', 'name_en', 'words', 'phone', 'classes', 'lettering'], (row) => {
    refuseTwice(row, 'id', seen);
    const owned = row.list('classes').map((part) => {
      const [, code, share] = /^(\d{4}):(\d+(?:\.\d+)?)$/.exec(part) ?? [];
      if (code === undefined || share === undefined) throw row.fault('classes', `${JSON.stringify(part)} is not class:share, as in 0107:5`);
      return { code: mustBeKnown(row, 'classes', code, classes, 'asset-classes.csv'), share: Number(share) };
    });
    const id = row.matching('id', unitId, 'lower-case letters, digits and dashes');
    return {
      id,
      name: row.text('name'),
      nameEn: row.text('name_en'),
      words: row.list('words'),
      phone: row.optional('phone'),
      classes: owned,
      lettering: row.optional('lettering'),
    };
  });
};

const readProblemKinds = (path: string, classes: ReadonlySet<string>) => {
  const seen = new Set<string>();
  return readTable(path, ['code', 'name', 'name_en', 'about', 'asset_classes', 'is_hazard', 'is_emergency', 'asset_status', 'acts', 'words'], (row) => {
    refuseTwice(row, 'code', seen);
    return {
      code: row.matching('code', /^[a-z_]{1,40}$/, 'lower-case letters and underscores'),
      name: row.text('name'),
      nameEn: row.text('name_en'),
      about: row.oneOf('about', ['well', 'asset', 'none']),
      assetClasses: row.list('asset_classes').map((code) => mustBeKnown(row, 'asset_classes', code, classes, 'asset-classes.csv')),
      isHazard: row.flag('is_hazard'),
      isEmergency: row.flag('is_emergency'),
      assetStatus: row.optional('asset_status') === null ? null : row.oneOf('asset_status', statuses),
      acts: row.oneOf('acts', ['owner', 'road', 'greening', 'centre']),
      words: row.list('words'),
    };
  });
};

const readRoadNames = async (path: string): Promise<RoadNameParts> => {
  const allowed = ['whole', 'first', 'second', 'direction', ...roadClasses] as const;
  const parts = await readTable(path, ['part', 'text', 'text_en'], (row) => ({
    part: row.oneOf('part', allowed),
    text: row.text('text'),
    en: row.text('text_en'),
  }));
  const of = (part: (typeof allowed)[number]) => {
    const found = parts.filter((p) => p.part === part).map(({ text, en }) => ({ text, en }));
    if (found.length === 0) throw new Error(`road-names.csv has no row whose part is ${part}`);
    return found;
  };
  const endings = Object.fromEntries(roadClasses.map((c) => [c, of(c)])) as Record<RoadClass, { text: string; en: string }[]>;
  return { whole: of('whole'), first: of('first'), second: of('second'), direction: of('direction'), endings };
};

const readPeople = (path: string) => {
  const seen = new Set<string>();
  return readTable(path, ['username', 'password', 'name', 'name_en', 'role', 'place_code', 'unit_id'], (row) => {
    refuseTwice(row, 'username', seen);
    const [placeCode, unitIds] = [row.optional('place_code'), row.list('unit_id')];
    if ((placeCode === null) === (unitIds.length === 0))
      throw row.fault('place_code', 'a person acts for a place or for a unit: fill one of place_code and unit_id');
    const names = { name: row.text('name'), nameEn: row.text('name_en') };
    return { username: row.text('username'), password: row.text('password'), ...names, role: row.oneOf('role', roles), placeCode, unitIds };
  });
};
