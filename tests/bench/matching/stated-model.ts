/**
 * How reports come about, as stated: the simulator draws from these numbers and the best possible answer is computed from the very same
 * ones. The program never reads them. A share is a probability; a rate is relative.
 */

/** A class of thing: how often it is told of beside the others, what is wrong with it, and the words it is called by. */
export interface StatedClass {
  readonly rate: number;
  readonly problems: Readonly<Record<string, number>>;
  readonly called: readonly string[];
  /** What it is taken for by those who name it wrongly. */
  readonly takenFor: readonly string[];
}

const covers = { cover_missing: 20, cover_broken: 30, cover_loose: 20, cover_noisy: 15, cover_sunken: 15 };
const drains = { ...covers, well_blocked: 35, well_smell: 20 };
const any = ['0102', '0103', '0105', '0107'];

export const statedClasses: Readonly<Record<string, StatedClass>> = {
  '0101': {
    rate: 1,
    problems: { ...covers, well_blocked: 10 },
    called: ['自来水井', '水表井', '自来水的', '上水井', '自来水公司的盖子'],
    takenFor: ['0102', '0103'],
  },
  '0102': { rate: 2.2, problems: drains, called: ['污水井', '下水道', '化粪池井', '阴沟', '粪管井'], takenFor: ['0103'] },
  '0103': { rate: 1.6, problems: drains, called: ['雨水井', '下水道', '阴沟', '下水井'], takenFor: ['0102'] },
  '0104': {
    rate: 1.3,
    problems: { ...covers, well_blocked: 80, well_smell: 10 },
    called: ['雨水箅子', '雨水篦子', '路边的铁格栅', '落水口', '铁篦子', '阴沟'],
    takenFor: ['0103'],
  },
  '0105': { rate: 1.8, problems: covers, called: ['电力井', '电力井盖', '电缆井', '供电的', '电井盖', '高压电的井'], takenFor: ['0107', '0106'] },
  '0106': { rate: 0.8, problems: covers, called: ['路灯井', '路灯的井', '照明井'], takenFor: ['0105'] },
  '0107': { rate: 2, problems: covers, called: ['电信井', '通信井', '电话井', '光缆井', '宽带的井'], takenFor: ['0105', '0109'] },
  '0108': { rate: 0.9, problems: covers, called: ['有线电视井', '有线的', '东方有线'], takenFor: ['0107'] },
  '0109': { rate: 0.9, problems: covers, called: ['信息井', '网络井', '光缆井'], takenFor: ['0107'] },
  '0110': { rate: 0.7, problems: covers, called: ['热力井', '蒸汽井', '供热的'], takenFor: any },
  '0111': { rate: 1, problems: { ...covers, gas_smell: 40 }, called: ['煤气井', '燃气井', '天然气井', '煤气阀门'], takenFor: ['0101'] },
  '0112': { rate: 0.9, problems: covers, called: ['交警的井', '公安井', '信号灯的井', '监控井'], takenFor: ['0105', '0107'] },
  '0114': { rate: 1.5, problems: covers, called: ['没人管的井', '废井'], takenFor: any },
  '0117': { rate: 0.5, problems: { pole_leaning: 1 }, called: ['杆子', '电线杆'], takenFor: ['0118'] },
  '0118': { rate: 1.2, problems: { lamp_out: 9, pole_leaning: 1 }, called: ['路灯', '路灯杆'], takenFor: ['0117'] },
  '0210': { rate: 0.8, problems: { signal_broken: 1 }, called: ['红绿灯'], takenFor: ['0209'] },
  '0402': { rate: 0.5, problems: { tree_fallen: 1 }, called: ['行道树', '大树'], takenFor: ['0402'] },
};
/** Every other class, told of seldom. */
export const otherWell: StatedClass = { rate: 0.5, problems: covers, called: ['井盖'], takenFor: any };

/** Trade units by the words people call them; a unit that is not here is never named. */
export const calledUnits: Readonly<Record<string, readonly string[]>> = {
  water: ['自来水公司', '水务的'],
  drainage: ['排水公司', '排水所的'],
  power: ['供电局', '国家电网', '电力公司'],
  gas: ['煤气公司', '燃气公司'],
  'telecom-a': ['电信的', '电信公司', '中国电信'],
  'telecom-b': ['移动的', '移动公司', '中国移动'],
  'telecom-c': ['联通的', '联通公司', '中国联通'],
  cable: ['有线电视的', '东方有线的'],
  network: ['信息管线的', '信息公司'],
  lamps: ['路灯所', '路灯管理所的'],
  'traffic-police': ['交警队的', '交警的'],
  police: ['公安局的', '派出所的监控'],
  heat: ['热力公司'],
};

/** Some hours of a city: how many holes are told of in them, and how much oftener each class is. */
export interface StatedHours {
  readonly name: string;
  /** Of the year's holes so many are told of in such hours. */
  readonly share: number;
  readonly holes: number;
  readonly times: Readonly<Record<string, number>>;
  /** At which hours of the day they come, relatively: 24, from midnight. */
  readonly byHour: readonly number[];
}

const byDay = Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 20 ? 1 : hour >= 20 && hour < 23 ? 0.4 : 0.15));
const byNight = Array.from({ length: 24 }, (_, hour) => (hour >= 19 ? 1 : hour < 5 ? 0.5 : hour === 5 || hour === 18 ? 0.3 : 0));

/** In a storm gullies and drains; at night what gives light, and what is driven over in the dark less than it is by day. */
export const statedHours: readonly StatedHours[] = [
  { name: 'dry hours', share: 0.7, holes: 20, times: {}, byHour: byDay },
  { name: 'storm hours', share: 0.18, holes: 60, times: { '0104': 6, '0103': 3.5, '0102': 2.5 }, byHour: Array.from({ length: 24 }, () => 1) },
  { name: 'night hours', share: 0.12, holes: 8, times: { '0118': 6, '0106': 2.5, '0210': 3, '0111': 1.5, '0104': 0.6 }, byHour: byNight },
];

/** A flooded street, a row of lamps without current: of the holes told of in some hours so many are of one class within so many metres. */
export const statedBurst = { share: 0.12, withinM: 150, fewest: 3, classes: ['0101', '0102', '0103', '0104', '0105', '0107', '0118'] };

export const statedModel = {
  /** One report in so many is of a thing that is not registered, or of nothing at all. */
  unregistered: 0.04,
  nothing: 0.02,
  /** How far an unregistered thing lies from a registered one: spread of each axis, m. */
  unregisteredNearM: 12,
  /** Records of the owner that are wrong, by what they rest on. */
  ownerWrong: { survey: 0.02, drawing: 0.1, agreement: 0.02, none: 0.15 } as Readonly<Record<string, number>>,
  /** How many times likelier than an intact one, by the registry's status; and on the carriageway than elsewhere. */
  status: { intact: 1, damaged: 5, missing: 8, abandoned: 1.2, removed: 0.02 } as Readonly<Record<string, number>>,
  location: { carriageway: 1.8, footway: 1, green: 0.4, compound: 0.6 } as Readonly<Record<string, number>>,
  /** Phones: the shares of good and bad ones, of those that lost themselves, and how many times the said accuracy each axis spreads. */
  phones: [
    { share: 0.76, times: 0.6, atLeastM: 0 },
    { share: 0.18, times: 2, atLeastM: 0 },
    { share: 0.03, times: 6, atLeastM: 0 },
    { share: 0.03, times: 0, atLeastM: 45 }, // on the reporter's own door instead of the hole
  ],
  /** The accuracy said lies about the nominal one: spread of its logarithm. */
  accuracySpread: 0.2,
  /** The registry's own accuracy is a radius that holds two in three: the spread of each axis is so many times less. */
  surveyPerSigma: 1.482,
  words: {
    class: 0.55,
    classWrong: 0.1,
    owner: 0.18,
    ownerWrong: 0.12,
    shape: 0.15,
    shapeRight: 0.9,
    place: 0.2,
    placeRight: 0.85,
    lettering: 0.1,
    letteringRight: 0.93,
    /** Words so long that they say a class are seldom typed wrong. */
    address: 0.2,
  },
  address: {
    /** A house within so many metres, the nearer the likelier: spread, m. */
    houseWithinM: 90,
    houseSpreadM: 18,
    /** A house of another place altogether. */
    wrong: 0.05,
    /** Where a crossing is within reach it is said instead, so often; its corner so often, rightly so often. */
    crossing: 0.5,
    crossingWithinM: 30,
    corner: 0.4,
    cornerRight: 0.88,
  },
  plate: {
    /** Half a number is read, from so many characters to so many, one in so many of them wrong; else all of it with one wrong. */
    half: 0.7,
    fewest: 6,
    most: 12,
    wrong: 0.03,
    /** Read off another plate within so many metres. */
    other: 0.03,
    otherWithinM: 25,
  },
  photo: {
    /** Pin and photo are mostly of one fix of the phone. */
    sameFix: 0.6,
    nominalM: 8,
    /** So often the photo names its datum; it is WGS 84 anyhow. */
    datumNamed: 0.5,
    /** The way the camera looked is mostly known: then one stands so far behind, give or take; else anywhere round. */
    direction: 0.6,
    aheadM: 3,
    aheadSpreadM: 1.2,
    anyWaySpreadM: 2.5,
  },
} as const;
interface Phone {
  readonly share: number;
  readonly times: number;
  readonly atLeastM: number;
}
export type StatedModel = Omit<typeof statedModel, 'phones'> & { readonly phones: readonly Phone[] };
