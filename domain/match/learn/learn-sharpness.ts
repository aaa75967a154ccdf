import type { LearnedTables } from '../priors.ts';
import { type Responsible, sharpenedCodes } from './responsibilities.ts';

/** Spread of belief that a place tells as much as its errors say. */
const steadying = 20;

interface Slope {
  slope: number;
  curve: number;
}

/** How far what a place told lies, on average, from what it told of the one that was meant, and how it spreads: of the registered alone. */
const slopeOf = (code: string, order: readonly Responsible[]): Slope => {
  if (!order.some(({ places }) => code in places)) return { slope: 0, curve: 0 };
  const told = order.filter(({ asset }) => asset !== null); // what told next to nothing of one has no reason there
  const [said, after] = [told.reduce((sum, one) => sum + one.said, 0), told.reduce((sum, one) => sum + one.after, 0)];
  if (said < 1e-6) return { slope: 0, curve: 0 };
  const mean = (of: (one: Responsible) => number) => told.reduce((sum, one) => sum + of(one) * (one.places[code] ?? 0), 0);
  const expected = mean((one) => one.said / said);
  const squares = told.reduce((sum, one) => sum + (one.said / said) * ((one.places[code] ?? 0) - expected) ** 2, 0);
  return { slope: mean((one) => one.after) - after * expected, curve: after * squares };
};

/** What was told lately is drawn towards what is usual already, by a stated belief: it may count for more. */
const mostOf = (code: string) => (code.startsWith('match-lately') ? 3 : 1.5);

/** How much pins, addresses and what was told lately tell beside what their own errors say, one step nearer each round. */
export const learnSharpness = (standing: LearnedTables['sharpness'], responsible: readonly (readonly Responsible[])[]): LearnedTables['sharpness'] =>
  Object.fromEntries(
    sharpenedCodes.map((code) => {
      const was = standing[code] ?? 1;
      const slopes = responsible.map((order) => slopeOf(code, order));
      const slope = slopes.reduce((sum, one) => sum + one.slope, 0) / was - steadying * (was - 1);
      const curve = slopes.reduce((sum, one) => sum + one.curve, 0) / was ** 2 + steadying;
      return [code, Math.min(mostOf(code), Math.max(0.3, was + slope / curve))];
    }),
  );
