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
}

/** Before any order was settled: how much likelier nothing is meant than a thing that is not registered, natural log. */
export const statedNothing: Readonly<Record<ReadWords['tellsOf'], number>> = { pit: 3, thing: -3, plain: 0, silent: 0 };

const pits = /路面|路上|有个坑|坑洼|塌陷|裂缝|pothole|road surface/;

const tellsOf = (said: string, mentions: readonly Mention[], looks: SaidLooks): ReadWords['tellsOf'] => {
  if (pits.test(said) && !looks.well) return 'pit';
  if (mentions.length > 0 || looks.shape !== null || looks.lettering !== null || looks.materials.length > 0) return 'thing';
  return said.trim() === '' ? 'silent' : 'plain';
};

const kept = new WeakMap<Observation, { readonly words: MatchContext['classWords']; readonly newWords: readonly string[]; readonly read: ReadWords }>();

/** Read once, as learning asks for the same report's words again and again. */
export const readWords = (observation: Observation, context: MatchContext): ReadWords => {
  const { classWords, priors } = context;
  const known = kept.get(observation);
  if (known && known.words === classWords && known.newWords === priors.learned.newWords) return known.read;
  const said = fold(observation.text);
  const text = fold(`${observation.text.slice(0, 2000)} ${observation.address ?? ''}`);
  const looks = saidLooks(text);
  // What stands on the cover is heard once, as that.
  const rest = looks.lettering === null ? text : text.replace(looks.lettering, ' ');
  const mentions = findMentions(rest, context);
  const read = { text, mentions, looks, tellsOf: tellsOf(said, mentions, looks) };
  kept.set(observation, { words: classWords, newWords: priors.learned.newWords, read });
  return read;
};
