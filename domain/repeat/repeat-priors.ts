/** What is believed of repeats; stated, a city's settings (`repeats`) may replace each. */
export interface RepeatPriors {
  /** Of reports beside an open hole, so many tell of that one for each that tells of another: thieves and lorries seldom break one alone. */
  readonly oddsOfSame: number;
  /** Each telling makes that likelier, up to so many: a hole that sixty told of must not swallow its neighbour's first report. */
  readonly mostCounted: number;
  /** Two open orders were mostly looked at and kept apart: so many times less likely they are one hole than if nobody had. */
  readonly keptApart: number;
  /** Things that could be meant instead, in the street round a hole. */
  readonly thingsNear: number;
  /** Said of one hole by two people: the same matter, or another; and of two holes. */
  readonly sameMatter: { readonly ofOne: number; readonly ofTwo: number };
  /** After so many hours without a report a hole is told of half as often. */
  readonly halvedAfterHours: number;
  /** Two photos that look alike: of one hole (passed on, sent twice), and of two. */
  readonly alikePhotos: { readonly ofOne: number; readonly ofTwo: number };
  readonly alikeWords: { readonly ofOne: number; readonly ofTwo: number };
  /** Minutes of people's time: a hole nobody tends because its report was put to another; a second order for one hole; a question. */
  readonly costs: { readonly ordinary: RepeatCosts; readonly hazard: RepeatCosts };
}

export interface RepeatCosts {
  readonly wrongJoin: number;
  readonly secondOrder: number;
  readonly question: number;
}

export const defaultRepeatPriors: RepeatPriors = {
  oddsOfSame: 4,
  mostCounted: 20,
  keptApart: 0.01,
  thingsNear: 25,
  sameMatter: { ofOne: 0.85, ofTwo: 0.5 },
  halvedAfterHours: 120,
  alikePhotos: { ofOne: 0.05, ofTwo: 0.0002 },
  alikeWords: { ofOne: 0.08, ofTwo: 0.01 },
  costs: {
    // A second order is a crew's trip for nothing; who is joined wrongly waits until they report again.
    ordinary: { wrongJoin: 120, secondOrder: 30, question: 2 },
    hazard: { wrongJoin: 300, secondOrder: 60, question: 3 },
  },
};
