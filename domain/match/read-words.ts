import { withoutAsides, withoutDenied } from './asides.ts';
import { findMentions, fold, type Mention } from './find-words.ts';
import type { MatchContext, Observation } from './observation.ts';
import { type SaidLooks, saidLooks } from './said-looks.ts';

/** What stands in the words of a report. */
export interface ReadWords {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly looks: SaidLooks;
  /** A hole in the road, some thing that is described, a thing that is not, or no words at all. */
  readonly tellsOf: 'pit' | 'thing' | 'plain' | 'silent';
  /** What is meant is said to be new, or to stand in no plan or register. */
  readonly isNew: boolean;
}

/** Before any order was settled: how much likelier nothing is meant than a thing that is not registered, natural log. */
export const statedNothing: Readonly<Record<ReadWords['tellsOf'], number>> = { pit: 3, thing: -3, plain: 0, silent: 0 };

const pits = /路面|路上|有个坑|坑洼|坑坑|凹坑|塌陷|裂缝|地砖|减速带|隔离墩|护栏|围挡|基坑|pothole|road surface|paving|speed bump/;
/** Whoever speaks of a cover, of whatever kind, does not mean the road. */
const covers = /盖|\blid\b|\bcover\b/;
/** That there is no well at all; "没有井盖" is a well without a cover. */
const noWell = /不是井|(?:根本|并)没有井(?!盖)|没有?看[到见]井/;

const newWords =
  /新(?:装|做|挖|立|加|接|建|砌)|刚(?:装|做|挖|接|建|立)|(?:没有?|未)(?:登记|移交|验收)|查不到|图纸?上没有|没见过编号|自己(?:接|做|挖|砌)的|newly (?:built|installed)|not registered/;

const tellsOf = (said: string, mentions: readonly Mention[], looks: SaidLooks): ReadWords['tellsOf'] => {
  if (noWell.test(said) || (pits.test(said) && !covers.test(said) && !looks.well && mentions.length === 0)) return 'pit';
  if (mentions.length > 0 || looks.shape !== null || looks.lettering !== null || looks.materials.length > 0) return 'thing';
  return said.trim() === '' ? 'silent' : 'plain';
};

/** Of each thing that can be said of how it looks, what is told of what is meant; where that tells none, what the whole tells. */
const looksOf = (told: string, whole: string): SaidLooks => {
  const [looks, any] = [saidLooks(told), saidLooks(whole)];
  return {
    well: any.well,
    shape: looks.shape ?? any.shape,
    materials: looks.materials.length > 0 ? looks.materials : any.materials,
    lettering: looks.lettering ?? any.lettering,
    locationKinds: looks.locationKinds.length > 0 ? looks.locationKinds : any.locationKinds,
  };
};

const kept = new WeakMap<Observation, { readonly words: MatchContext['classWords']; readonly newWords: readonly string[]; readonly read: ReadWords }>();

/** Read once, as learning asks for the same report's words again and again. */
export const readWords = (observation: Observation, context: MatchContext): ReadWords => {
  const { classWords, priors } = context;
  const known = kept.get(observation);
  if (known && known.words === classWords && known.newWords === priors.learned.newWords) return known.read;
  const said = fold(observation.text);
  const text = fold(`${observation.text.slice(0, 2000)} ${observation.address ?? ''}`);
  const whole = withoutDenied(text);
  const told = withoutAsides(whole);
  const looks = looksOf(told, whole);
  // What stands on the cover is heard once, as that.
  const heard = (from: string) => findMentions(looks.lettering === null ? from : from.replace(looks.lettering, ' '), context);
  const meant = heard(told);
  const mentions = meant.length > 0 ? meant : heard(whole);
  const read = { text, mentions, looks, tellsOf: tellsOf(said, meant, looks), isNew: newWords.test(told) };
  kept.set(observation, { words: classWords, newWords: priors.learned.newWords, read });
  return read;
};
