import { type CoordinateSystem, type KnownSystem, knownSystems, readSystem, writeSystem } from '#domain/coordinates/systems.ts';

const china2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
/** A system of its own, on no datum: a program that does not know it asks, and does not lay it 500 m off as plain degrees. */
const shifted = (name: string) => `LOCAL_CS["${name}",UNIT["Degree",0.0174532925199433]]`;
const gaussKruger = (name: string, meridian: number, falseEasting: number) =>
  `PROJCS["${name}",${china2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${falseEasting}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

/** The text of a .prj, as ArcGIS and GDAL write and read it; GCJ-02 and BD-09 have no standard and bear their names on no datum. */
const projections: Readonly<Record<KnownSystem, string>> = {
  'EPSG:4326': wgs84,
  'EPSG:4490': china2000,
  'EPSG:4549': gaussKruger('CGCS2000_3_Degree_GK_CM_120E', 120, 500_000),
  'EPSG:4550': gaussKruger('CGCS2000_3_Degree_GK_CM_123E', 123, 500_000),
  'EPSG:4528': gaussKruger('CGCS2000_3_Degree_GK_Zone_40', 120, 40_500_000),
  'EPSG:4529': gaussKruger('CGCS2000_3_Degree_GK_Zone_41', 123, 41_500_000),
  'GCJ-02': shifted('GCJ-02'),
  'BD-09': shifted('BD-09'),
};

const localName = 'Local grid ';

/** A coordinate system as well-known text. A local grid stands in its name, to be read here again. */
export const writeProjection = (system: CoordinateSystem): string =>
  typeof system === 'string' ? projections[system] : `LOCAL_CS["${localName}${writeSystem(system).replaceAll('"', "'")}",UNIT["Meter",1.0]]`;

const nameIn = (text: string) => /^\s*\w+\["([^"]*)"/.exec(text)?.[1] ?? '';
const names = new Map(Object.entries(projections).map(([code, text]) => [nameIn(text).toLowerCase(), code as KnownSystem]));
const otherNames: readonly (readonly [RegExp, KnownSystem])[] = [
  [/^wgs[ _]?(19)?84$/i, 'EPSG:4326'],
  [/^(china geodetic coordinate system 2000|cgcs[ _]?2000)$/i, 'EPSG:4490'],
  [/^cgcs2000 \/ 3-degree gauss-kruger cm 120e$/i, 'EPSG:4549'],
  [/^cgcs2000 \/ 3-degree gauss-kruger cm 123e$/i, 'EPSG:4550'],
  [/^cgcs2000 \/ 3-degree gauss-kruger zone 40$/i, 'EPSG:4528'],
  [/^cgcs2000 \/ 3-degree gauss-kruger zone 41$/i, 'EPSG:4529'],
];

/**
 * What a file says of itself (`CensusFile.declaredSystem`), when we know it; null for a projection we do not. Its geometry is always
 * east first.
 */
export const readDeclared = (text: string): CoordinateSystem | null => {
  if (/^urn:ogc:def:crs:OGC:.*CRS84$/i.test(text)) return 'EPSG:4326';
  const code = /^(?:urn:ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,5})$/i.exec(text)?.[1];
  // Quotes of a local grid's parameters are single where the form needs the double ones.
  const plain = readSystem(code === undefined ? (text.startsWith("{'") ? text.replaceAll("'", '"') : text) : `EPSG:${code}`);
  if (plain.ok) return plain.value;
  const name = nameIn(text);
  if (name.startsWith(localName)) {
    const local = readSystem(name.slice(localName.length).replaceAll("'", '"'));
    return local.ok ? local.value : null;
  }
  return names.get(name.toLowerCase()) ?? otherNames.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

/** A system's EPSG number; null where it has none. */
export const epsgOf = (system: CoordinateSystem): number | null =>
  typeof system === 'string' && system.startsWith('EPSG:') && Object.hasOwn(knownSystems, system) ? Number(system.slice(5)) : null;
