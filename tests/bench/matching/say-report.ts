import type { DrawnReport, SaidAddress, SaidPhoto } from './drawn-report.ts';
import { drawsOf, numberOf } from './random.ts';
import type { StatedCity } from './stated-city.ts';

/** A report as it is sent. */
export interface SentReport {
  readonly position?: { lon: number; lat: number };
  readonly accuracyM?: number;
  readonly kind?: string;
  readonly text?: string;
  readonly address?: string;
  readonly plate?: string;
  /** What a photo tells of itself. */
  readonly photo?: { lon: number; lat: number; datum: 'WGS84' | null; errorM: number; directionDeg: number | null };
}

const problems: Readonly<Record<string, readonly string[]>> = {
  cover_missing: ['盖子没了', '盖子不见了', '被人偷了，敞着口', '没盖'],
  cover_broken: ['破了', '碎了一块', '裂开了', '坏掉了'],
  cover_loose: ['松了', '翘起来了', '没盖好', '一踩就晃'],
  cover_noisy: ['车子一过哐当哐当响', '夜里吵死了', '咣咣响'],
  cover_sunken: ['陷下去了', '高出来一截', '不平'],
  well_blocked: ['堵了', '往外冒水', '水下不去'],
  well_smell: ['臭得要命', '味道很大'],
  gas_smell: ['有股味道，怕漏气'],
  lamp_out: ['不亮了'],
  pole_leaning: ['歪了', '要倒了'],
  signal_broken: ['不亮了', '一直闪'],
  tree_fallen: ['倒了'],
};
const openings = ['', '你好，', '师傅你好，我反映一下，', '喂，', '麻烦处理一下，', '我看到'];
const endings = ['', '，快来修', '，蛮危险的', '，谢谢', '，已经好几天了', '，小孩子差点摔跤'];
const shapes: Readonly<Record<string, readonly string[]>> = { round: ['圆的', '圆形的'], rectangular: ['方的', '长方形的'] };

const addressOf = (said: SaidAddress, pick: <T>(from: readonly T[]) => T): string => {
  if (said.form === 'crossing')
    return pick([`${said.crossing.one}${said.crossing.other}路口`, `${said.crossing.one}近${said.crossing.other}`]) + (said.corner ? `${said.corner}角` : '');
  return `${said.withDistrict ? said.door.district : ''}${said.door.road}${said.door.number}${pick(['门口', '', '附近', '旁边'])}`;
};

const tellPhoto = (city: StatedCity, { x, y, accuracyM, directionDeg, isDatumNamed }: SaidPhoto) => ({
  ...city.rows.toLonLat(x, y),
  datum: isDatumNamed ? ('WGS84' as const) : null,
  errorM: accuracyM,
  directionDeg,
});

/** What of a report is no words: its pin, its photo, what was read of a plate. */
const tellPlaces = (city: StatedCity, { pin, plate, photo }: DrawnReport): Partial<SentReport> => ({
  ...(pin ? { position: city.rows.toLonLat(pin.x, pin.y), accuracyM: pin.accuracyM } : {}),
  ...(plate === null ? {} : { plate }),
  ...(photo === null ? {} : { photo: tellPhoto(city, photo) }),
});

/** Puts a drawn report into sentences. How it is put tells nothing more than what was drawn. */
export const sayReport = (city: StatedCity, report: DrawnReport, seed: number): SentReport => {
  const { kind, words, address } = report;
  const draws = drawsOf(seed ^ Math.floor(numberOf(report.truth.near.id, seed) * 2 ** 31));
  const said = words && [
    draws.pick(openings),
    words.place ?? '',
    words.shape === null ? '' : draws.pick(shapes[words.shape] ?? ['']),
    words.thing ?? '那个盖子',
    words.lettering === null ? '' : `，上面写着${words.lettering}`,
    words.thing === '路面有个坑' ? '' : draws.pick(problems[kind ?? ''] ?? ['有问题']),
    words.owner === null ? '' : draws.pick([`，好像是${words.owner}`, `，应该归${words.owner}管`]),
    draws.pick(endings),
  ];
  return {
    ...tellPlaces(city, report),
    ...(kind === null ? {} : { kind }),
    ...(said ? { text: said.join('') } : {}),
    ...(address ? { address: addressOf(address, draws.pick) } : {}),
  };
};
