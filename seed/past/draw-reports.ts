import { localDate, localTime } from '#domain/local-time.ts';
import { pickWeighted, type Random } from '../random.ts';
import { pastModel } from './past-model.ts';

export interface DrawnTime {
  readonly at: string;
  readonly isStorm: boolean;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** When reports came in the days before `until`, earliest first: fewer by night and at weekends, many on the days of storm. */
export const drawTimes = (random: Random, count: number, until: string, timeZone: string): DrawnTime[] => {
  const { days, storms, byHour, weekend } = pastModel;
  const end = Date.parse(until);
  const stormDays = new Set(Array.from({ length: storms.count }, (_, i) => Math.floor(((i + random() * 0.8) / storms.count) * days)));
  const weights = Array.from({ length: days }, (_, day) => {
    const weekday = new Date(`${localDate(end - (days - day) * dayMs, timeZone)}T00:00:00Z`).getUTCDay();
    return { item: day, weight: (weekday === 0 || weekday === 6 ? weekend : 1) * (stormDays.has(day) ? storms.factor : 1) };
  });
  // The city's clock at the end tells where its days begin; a zone that changed its clocks meanwhile is an hour off, which nobody sees.
  const [hours = 0, minutes = 0] = localTime(until, timeZone).split(':').map(Number);
  const midnight = end - hours * hourMs - minutes * 60_000 - (end % 60_000);
  const hourly = byHour.map((weight, item) => ({ item, weight }));
  return Array.from({ length: count }, () => {
    const day = pickWeighted(random, weights);
    const at = midnight - (days - 1 - day) * dayMs + pickWeighted(random, hourly) * hourMs + Math.floor(random() * hourMs);
    // What would come after the end came a day earlier.
    return { at: new Date(at > end ? at - dayMs : at).toISOString(), isStorm: stormDays.has(day) };
  }).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
