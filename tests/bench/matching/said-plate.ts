import type { Row } from './city-rows.ts';
import type { Draws } from './random.ts';
import type { StatedCity } from './stated-city.ts';

const digits = '0123456789';
const wrongOf = (character: string) => [...digits].filter((one) => one !== character);
const length = 17;

/** Half of a number with mud on the rest, or all of it with one character wrong. */
const readOff = ({ model: { plate } }: StatedCity, draws: Draws, id: string): string => {
  if (!draws.chance(plate.half)) {
    const at = Math.floor(draws.next() * length);
    return id.slice(0, at) + draws.pick(wrongOf(id.charAt(at))) + id.slice(at + 1);
  }
  const read = plate.fewest + Math.floor(draws.next() * (plate.most - plate.fewest + 1));
  const from = Math.floor(draws.next() * (length - read + 1));
  return [...id.slice(from, from + read)].map((character) => (draws.chance(plate.wrong) ? draws.pick(wrongOf(character)) : character)).join('');
};

const around = (city: StatedCity, row: Row) => city.rows.thingGrid.around(row.x, row.y, city.model.plate.otherWithinM);

/** What was read of the plate of what is meant, or now and then of another beside it; null: a thing without a plate, and nobody looked at others'. */
export const drawPlate = (city: StatedCity, draws: Draws, near: Row, registered: boolean): string | null => {
  if (draws.chance(city.model.plate.other)) return readOff(city, draws, draws.pick(around(city, near)).id);
  return registered ? readOff(city, draws, near.id) : null;
};

const ofCharacter = (character: string, said: string, wrong: number) =>
  character === said ? 1 - wrong : digits.includes(said) ? wrong / wrongOf(character).length : 0;

/** How likely just this was read off a number. */
const readLikelihood = ({ model: { plate } }: StatedCity, id: string, read: string): number => {
  if (read.length === length) {
    const differ = [...read].flatMap((said, i) => (said === id.charAt(i) ? [] : [id.charAt(i)]));
    return differ.length === 1 ? (1 - plate.half) / length / wrongOf(differ[0] ?? '').length : 0;
  }
  const places = length - read.length + 1;
  let sum = 0;
  for (let from = 0; from < places; from++) {
    let laid = 1;
    for (let i = 0; i < read.length && laid > 0; i++) laid *= ofCharacter(id.charAt(from + i), read.charAt(i), plate.wrong);
    sum += laid / places;
  }
  return (plate.half * sum) / (plate.most - plate.fewest + 1);
};

/** How likely a reading is when the row itself is meant, and when what is meant beside it has no plate. */
export interface PlateLikelihood {
  readonly own: number;
  readonly beside: number;
}

export const plateLikelihoods = (city: StatedCity, read: string | null): ((row: Row) => PlateLikelihood) => {
  if (read === null) return () => ({ own: 1, beside: 1 });
  const kept = new Map<string, number>();
  const ofRow = ({ id }: Row): number => {
    const known = kept.get(id) ?? readLikelihood(city, id, read);
    kept.set(id, known);
    return known;
  };
  const { other } = city.model.plate;
  return (row) => {
    const others = around(city, row);
    const beside = (other * others.reduce((sum, one) => sum + ofRow(one), 0)) / others.length;
    return { own: (1 - other) * ofRow(row) + beside, beside };
  };
};
