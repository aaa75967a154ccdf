import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readCityFolder } from '../../seed/read-city-folder.ts';

const smallCity = join(import.meta.dirname, '../fixtures/small-city');
const folders: string[] = [];

/** The small city's folder with one file changed. */
const changed = async (file: string, change: (content: string) => string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'city-'));
  folders.push(folder);
  await cp(smallCity, folder, { recursive: true });
  await writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')));
  return folder;
};

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('a city folder', () => {
  test('is read whole when nothing is wrong with it', async () => {
    const city = await readCityFolder(smallCity);
    expect(city.city.code).toBe('970100');
    expect(city.districts).toHaveLength(2);
    expect(city.streets).toHaveLength(6);
    expect(city.units.find((u) => u.id === 'telecom-a')?.classes).toContainEqual({ code: '0107', share: 5 });
  });

  test.each([
    ['streets.csv', '970101002', '97010100', 'streets.csv, row 3, column code: "97010100" is not nine digits that begin with 970101'],
    ['streets.csv', ',970102\n', ',979999\n', 'streets.csv, row 5, column district_code: 979999 is not in districts.csv'],
    ['streets.csv', 'name_en', 'english', 'streets.csv, row 1: the column name_en is missing'],
    ['districts.csv', 'town,6', 'village,6', 'districts.csv, row 2, column settlement: "village" is none of town, suburb'],
    ['districts.csv', 'town,6', 'town,dense', 'districts.csv, row 2, column density: "dense" is no number'],
    ['districts.csv', '970102,', '970103,', 'districts.csv, row 3, column code: districts.geojson has no shape for 970103'],
    ['neighbourhoods.csv', '970101001002', '970101001001', 'neighbourhoods.csv, row 3, column code: 970101001001 stands here twice'],
    ['units.csv', '0101:1', '0101', 'units.csv, row 2, column classes: "0101" is not class:share, as in 0107:5'],
    ['units.csv', '0101:1', '9999:1', 'units.csv, row 2, column classes: 9999 is not in asset-classes.csv'],
    ['people.csv', ',970100,', ',,', 'people.csv, row 2, column place_code: a person acts for a place or for a unit: fill one of place_code and unit_id'],
    ['road-names.csv', /^whole.*\n/gm, '', 'road-names.csv has no row whose part is whole'],
    ['city.json', '"centre"', '"middle"', 'city.json: centre must be [longitude, latitude] in degrees'],
    ['city.json', '{', '', 'city.json is no JSON'],
    ['waters.geojson', '"width_m"', '"breadth"', 'waters.geojson, feature 1 (青石河): a river drawn as a line needs width_m'],
  ])('with a fault in %s (%s → %s) is refused by file, row and column', async (file, from, to, sentence) => {
    const folder = await changed(file, (content) => content.replace(from, to));
    await expect(readCityFolder(folder)).rejects.toThrow(sentence);
  });

  test('without one of its files is refused by that file', async () => {
    const folder = await changed('units.csv', (content) => content);
    await rm(join(folder, 'units.csv'));
    await expect(readCityFolder(folder)).rejects.toThrow('units.csv cannot be read');
  });
});
