import { hashPassword } from '#db/passwords.ts';
import type { Client } from '#db/pool.ts';
import { insertAssetClasses, insertFirstRules, insertPeople, insertProblemKinds, insertUnits, type SeedUnit } from '#db/queries/seeding/vocabulary.ts';
import type { CityFolder } from './city-folder.ts';
import { worded } from './frontage.ts';

type Template = { zh: string; en: string };

const named = (template: Template, place: { name: string; nameEn: string }) => ({
  name: worded(template.zh, { place: place.name }),
  nameEn: worded(template.en, { place: place.nameEn }),
  words: [] as string[],
  phone: null,
});

/** The units that every city has per place: handling centres that follow each other, road authorities, greening units. */
const unitsOfPlaces = ({ city, districts, streets }: CityFolder, streetCodes: ReadonlySet<string>): SeedUnit[] => {
  const { centre, road, greening } = city.unitNames;
  const cityCentre = `centre-${city.code}`;
  return [
    { id: cityCentre, kind: 'centre', level: 'city', placeCode: city.code, parentId: null, ...named(centre.city, city) },
    ...districts.flatMap((d): SeedUnit[] => [
      { id: `centre-${d.code}`, kind: 'centre', level: 'district', placeCode: d.code, parentId: cityCentre, ...named(centre.district, d) },
      { id: `road-${d.code}`, kind: 'road', level: 'district', placeCode: d.code, parentId: `centre-${d.code}`, ...named(road, d) },
      { id: `greening-${d.code}`, kind: 'greening', level: 'district', placeCode: d.code, parentId: `centre-${d.code}`, ...named(greening, d) },
    ]),
    ...streets
      .filter((s) => streetCodes.has(s.code))
      .map(
        (s): SeedUnit => ({
          id: `centre-${s.code}`,
          kind: 'centre',
          level: 'street',
          placeCode: s.code,
          parentId: `centre-${s.districtCode}`,
          ...named(centre.street, s),
        }),
      ),
  ];
};

/** Lays trade units, the units of places, asset classes and problem kinds; demo people only where asked for. */
export const layUnits = async (client: Client, folder: CityFolder, streetCodes: ReadonlySet<string>, demo: boolean): Promise<void> => {
  const trade = folder.units.map((u): SeedUnit => ({ ...u, kind: 'trade', level: 'trade', placeCode: folder.city.code, parentId: null }));
  const units = [...unitsOfPlaces(folder, streetCodes), ...trade];
  await insertUnits(client, units);
  await insertAssetClasses(client, folder.assetClasses);
  await insertProblemKinds(client, folder.problemKinds);
  await insertFirstRules(client, folder.dispatchRules);
  if (!demo) return;
  const unitIds = new Set(units.map((u) => u.id));
  const placeCodes = new Set([folder.city.code, ...folder.districts.map((d) => d.code), ...streetCodes]);
  folder.people.forEach(({ placeCode, unitIds: acted }, i) => {
    if (placeCode !== null && !placeCodes.has(placeCode)) throw new Error(`people.csv, row ${i + 2}, column place_code: there is no place ${placeCode}`);
    for (const id of acted) if (!unitIds.has(id)) throw new Error(`people.csv, row ${i + 2}, column unit_id: there is no unit ${id}`);
  });
  const hashes = new Map<string, string>();
  for (const { password } of folder.people) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
  await insertPeople(
    client,
    folder.people.map((p) => ({ ...p, passwordHash: hashes.get(p.password) ?? '' })),
  );
};
