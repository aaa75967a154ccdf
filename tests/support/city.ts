import { scryptSync } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';

/** Every test's now: Monday 2026-11-23, 10:00 in the morning there. */
export const now = '2026-11-23T02:00:00.000Z';
/** Everybody's password in the small city. */
export const password = 'correct horse battery';

/**
 * A small city by hand: 990000, two districts side by side (990101 west, 990102 east), three streets.
 * West holds 990101001 (lon 120.00–120.02) and 990101002 (120.02–120.04), east holds 990102001 (120.04–120.08); all lat 30.00–30.04.
 */
const places = [
  ['990000', 'city', null, '小城', 'Smalltown', 'town', 120.0, 30.0, 120.08, 30.04],
  ['990101', 'district', '990000', '西区', 'West District', 'town', 120.0, 30.0, 120.04, 30.04],
  ['990102', 'district', '990000', '东区', 'East District', 'suburb', 120.04, 30.0, 120.08, 30.04],
  ['990101001', 'street', '990101', '桥头街道', 'Qiaotou Street', 'town', 120.0, 30.0, 120.02, 30.04],
  ['990101002', 'street', '990101', '河口街道', 'Hekou Street', 'town', 120.02, 30.0, 120.04, 30.04],
  ['990102001', 'street', '990102', '东山镇', 'Dongshan Town', 'suburb', 120.04, 30.0, 120.08, 30.04],
] as const;

const units = [
  ['centre-990000', 'centre', 'city', '990000', '市网格中心', 'City Handling Centre', null],
  ['centre-990101', 'centre', 'district', '990101', '西区网格中心', 'West Handling Centre', 'centre-990000'],
  ['centre-990102', 'centre', 'district', '990102', '东区网格中心', 'East Handling Centre', 'centre-990000'],
  ['centre-990101001', 'centre', 'street', '990101001', '桥头街道网格中心', 'Qiaotou Handling Centre', 'centre-990101'],
  ['centre-990101002', 'centre', 'street', '990101002', '河口街道网格中心', 'Hekou Handling Centre', 'centre-990101'],
  ['centre-990102001', 'centre', 'street', '990102001', '东山镇网格中心', 'Dongshan Handling Centre', 'centre-990102'],
  ['power', 'trade', 'trade', '990000', '市电力公司', 'City Power', null],
  ['water', 'trade', 'trade', '990000', '市自来水公司', 'City Water', null],
  ['drainage', 'trade', 'trade', '990000', '市排水公司', 'City Drainage', null],
  ['telecom', 'trade', 'trade', '990000', '市电信公司', 'City Telecom', null],
  ['gas', 'trade', 'trade', '990000', '市燃气公司', 'City Gas', null],
  ['lamps', 'trade', 'trade', '990000', '市路灯管理所', 'City Street Lamps', null],
  ['road-990101', 'road', 'district', '990101', '西区道路养护所', 'West Roads', null],
  ['road-990102', 'road', 'district', '990102', '东区道路养护所', 'East Roads', null],
  ['greening-990101', 'greening', 'district', '990101', '西区绿化所', 'West Greening', null],
  ['greening-990102', 'greening', 'district', '990102', '东区绿化所', 'East Greening', null],
] as const;

const classes = [
  ['0101', '上水井盖', 'Water supply well', true, false, ['自来水', '上水']],
  ['0102', '污水井盖', 'Sewage well', true, false, ['污水']],
  ['0103', '雨水井盖', 'Storm-water well', true, false, ['雨水', '下水']],
  ['0104', '雨水箅子', 'Gully grate', true, false, ['箅子', '雨水口']],
  ['0105', '电力井盖', 'Power well', true, true, ['电力', '供电']],
  ['0107', '通信井盖', 'Telecom well', true, true, ['电信', '通信']],
  ['0111', '燃气井盖', 'Gas well', true, true, ['燃气', '煤气']],
  ['0118', '路灯', 'Street lamp', false, false, ['路灯']],
] as const;

const wells = ['0101', '0102', '0103', '0104', '0105', '0107', '0111'];
const kinds = [
  ['cover_missing', '井盖缺失', 'Cover missing', wells, 'well', true, false, 'missing', 'owner'],
  ['cover_broken', '井盖破损', 'Cover broken', wells, 'well', true, false, 'damaged', 'owner'],
  ['cover_noise', '井盖异响', 'Cover rattles', wells, 'well', false, false, null, 'owner'],
  ['sewage_overflow', '污水冒溢', 'Sewage overflow', ['0102', '0103'], 'well', false, false, null, 'owner'],
  ['gas_smell', '燃气异味', 'Smell of gas', ['0111'], 'well', true, true, null, 'owner'],
  ['lamp_out', '路灯不亮', 'Lamp out', ['0118'], 'asset', false, false, 'damaged', 'owner'],
  ['tree_fallen', '树木倒伏', 'Fallen tree', [], 'none', true, false, null, 'greening'],
  ['road_broken', '路面破损', 'Broken road', [], 'none', false, false, null, 'road'],
  ['noise', '噪声', 'Noise', [], 'none', false, false, null, 'centre'],
] as const;

/** Username → role and scope. Names tell both: `clerk-power`, `dispatcher-990101`. */
export const people = {
  agent: ['agent', '990000'],
  'dispatcher-city': ['dispatcher', '990000'],
  'dispatcher-west': ['dispatcher', '990101'],
  'dispatcher-east': ['dispatcher', '990102'],
  'dispatcher-street': ['dispatcher', '990101001'],
  'clerk-power': ['clerk', 'power'],
  'clerk-water': ['clerk', 'water'],
  'clerk-telecom': ['clerk', 'telecom'],
  'clerk-road': ['clerk', 'road-990101'],
  'crew-power': ['crew', 'power'],
  'crew-street': ['crew', 'centre-990101001'],
  registrar: ['registrar', '990000'],
  'registrar-west': ['registrar', '990101'],
  supervisor: ['supervisor', '990000'],
  'leader-west': ['leader', '990101'],
  analyst: ['analyst', '990000'],
  'analyst-east': ['analyst', '990102'],
  administrator: ['administrator', '990000'],
} as const;
export type Username = keyof typeof people;

const settings = {
  hotline: '12345',
  emergencyNumbers: [
    { number: '110', name: '报警', nameEn: 'Police' },
    { number: '119', name: '火警', nameEn: 'Fire' },
    { number: '120', name: '急救', nameEn: 'Ambulance' },
  ],
  hazardHours: { town: 2, suburb: 4 },
  contactWorkingDays: 1,
  closeWorkingDays: 5,
  basemapStyleUrl: null,
};

/** Lays the small city into an empty, migrated database. */
export const layCity = async (pool: Pool): Promise<void> => {
  await affected(
    pool,
    sql`insert into city (code, name, name_en, time_zone, calendar, centre, boundary, demo, settings, seeded_at)
        values ('990000', '小城', 'Smalltown', 'Asia/Shanghai', 'CN', st_setsrid(st_point(120.04, 30.02), 4326), st_multi(st_makeenvelope(120.0, 30.0, 120.08, 30.04, 4326)), true, ${JSON.stringify(settings)}, ${now})`,
  );
  for (const [code, kind, parent, name, nameEn, settlement, west, south, east, north] of places)
    await affected(
      pool,
      sql`insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
          values (${code}, ${kind}, ${parent}, ${name}, ${nameEn}, ${settlement}, st_multi(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)),
            st_centroid(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)), true)`,
    );
  for (const [id, kind, level, place, name, nameEn, parent] of units)
    await affected(
      pool,
      sql`insert into units (id, kind, level, place_code, name, name_en, parent_id, words) values (${id}, ${kind}, ${level}, ${place}, ${name}, ${nameEn}, ${parent}, ${[name.replace(/^市|公司$/g, '')]})`,
    );
  for (const [code, name, nameEn, isWell, isSensitive, words] of classes)
    await affected(
      pool,
      sql`insert into asset_classes (code, name, name_en, is_well, is_sensitive, words) values (${code}, ${name}, ${nameEn}, ${isWell}, ${isSensitive}, ${words})`,
    );
  for (const [i, [code, name, nameEn, about, what, hazard, emergency, status, acts]] of kinds.entries())
    await affected(
      pool,
      sql`insert into problem_kinds (code, name, name_en, asset_classes, about, is_hazard, is_emergency, asset_status, acts, words, sort)
          values (${code}, ${name}, ${nameEn}, ${about}, ${what}, ${hazard}, ${emergency}, ${status}, ${acts}, ${[name]}, ${i})`,
    );
  await layRoads(pool);
  await layPeople(pool);
};

const layRoads = async (pool: Pool): Promise<void> => {
  for (const [id, name, nameEn, district, lat] of [
    [1, '桥头路', 'Qiaotou Road', '990101', 30.01],
    [2, '东山路', 'Dongshan Road', '990102', 30.02],
  ] as const) {
    const [west, east] = district === '990101' ? [120.001, 120.039] : [120.041, 120.079];
    await affected(
      pool,
      sql`insert into roads (id, name, name_en, class, district_code, width_m, geom)
          values (${id}, ${name}, ${nameEn}, 'secondary', ${district}, 14, st_setsrid(st_makeline(st_point(${west}, ${lat}), st_point(${east}, ${lat})), 4326))`,
    );
    for (let n = 1; n <= 20; n += 1)
      await affected(
        pool,
        sql`insert into house_numbers (road_id, number, geom) values (${id}, ${String(n)}, st_setsrid(st_point(${west + n * 0.001}, ${lat + 0.0001}), 4326))`,
      );
  }
};

// Scrypt is slow on purpose; the cost stands in the stored text, and tests sign in hundreds of times.
const salt = Buffer.from('small city');
/** `password` as it is stored. */
export const passwordHash = ['scrypt', 16, 8, 1, salt.toString('base64'), scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 }).toString('base64')].join('$');

const layPeople = async (pool: Pool): Promise<void> => {
  for (const [username, [role, scope]] of Object.entries(people)) {
    const isPlace = /^\d/.test(scope);
    await affected(
      pool,
      sql`with person as (insert into people (username, password_hash, name, name_en) values (${username}, ${passwordHash}, ${`人员 ${username}`}, ${`Person ${username}`}) returning id)
          insert into person_roles (person_id, role, place_code, unit_id) select id, ${role}, ${isPlace ? scope : null}, ${isPlace ? null : scope} from person`,
    );
  }
};
