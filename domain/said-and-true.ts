/** Answers whose likeliest owner was given about one probability, and what became of their orders. */
export interface SaidBin {
  /** 0 to 9: tenths of the probability that was said. */
  readonly bin: number;
  readonly answers: number;
  /** Of them with the owner who did the work. */
  readonly right: number;
  /** What was said of each, summed. */
  readonly said: number;
  /** Orders whose first unit was an owner of things who then did not do the work. */
  readonly misdispatched: number;
  /** Orders that a handling centre had first, to send somebody to look. */
  readonly looked: number;
  /** Orders whose caller's answers are still kept, those of them who answered a question, and how many questions that were. */
  readonly heard: number;
  readonly asked: number;
  readonly questions: number;
}

interface SaidFigures extends Omit<SaidBin, 'bin' | 'said'> {
  /** Mean of what was said, 0 to 1; 0 of no answers. */
  readonly said: number;
  /** Where the share that is right lies, 95 times in 100: Wilson's interval. */
  readonly low: number;
  readonly high: number;
  /** Expected calibration error over tenths: what was said apart from what was true, each tenth by its answers. */
  readonly error: number;
  /** What that error would be on average with so few answers if each meant just what it says. */
  readonly chance: number;
}

const z = 1.96;

/** Wilson's interval of a share, 95 times in 100: unlike the plain one it holds for a few answers, and where all were right. */
export const shareInterval = (right: number, of: number): { readonly low: number; readonly high: number } => {
  if (of === 0) return { low: 0, high: 1 };
  const share = right / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
};

const sumOf = (bins: readonly SaidBin[], of: (bin: SaidBin) => number): number => bins.reduce((sum, bin) => sum + of(bin), 0);

/** Bins of one group put together. */
export const figuresOf = (bins: readonly SaidBin[]): SaidFigures => {
  const answers = sumOf(bins, (bin) => bin.answers);
  const right = sumOf(bins, (bin) => bin.right);
  const each = Math.max(1, answers);
  // The mean distance of a share from what it is drawn from: that of a normal of its variance.
  const byChance = ({ said, answers: n }: SaidBin) => Math.sqrt((2 / Math.PI) * (said / n) * Math.max(0, 1 - said / n) * n);
  return {
    answers,
    right,
    said: sumOf(bins, (bin) => bin.said) / each,
    ...shareInterval(right, answers),
    error: sumOf(bins, (bin) => Math.abs(bin.said - bin.right)) / each,
    chance: sumOf(bins, byChance) / each,
    misdispatched: sumOf(bins, (bin) => bin.misdispatched),
    looked: sumOf(bins, (bin) => bin.looked),
    heard: sumOf(bins, (bin) => bin.heard),
    asked: sumOf(bins, (bin) => bin.asked),
    questions: sumOf(bins, (bin) => bin.questions),
  };
};

/** Fewer answers tell nothing of whether they are as sure as they say. */
const fewestAnswers = 100;
/** The goal of the calibration error over all. */
const mostError = 0.02;

/**
 * Whether answers mean what they say. `uneven`: right on average, while tenths that say too much stand beside others that say too little, beyond the goal
 * and beyond twice what chance alone would make of so few.
 */
export const verdictOf = ({
  answers,
  said,
  low,
  high,
  error,
  chance,
}: Pick<SaidFigures, 'answers' | 'said' | 'low' | 'high' | 'error' | 'chance'>): 'few' | 'tooSure' | 'tooUnsure' | 'uneven' | 'fits' => {
  if (answers < fewestAnswers) return 'few';
  if (said > high) return 'tooSure';
  if (said < low) return 'tooUnsure';
  return error > Math.max(mostError, 2 * chance) ? 'uneven' : 'fits';
};
