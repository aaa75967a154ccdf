import { statusNames } from './status-names.ts';

// The longest first: of two that begin alike it is the one meant.
const statuses = Object.values(statusNames)
  .flat()
  .filter((name) => /\p{Script=Han}/u.test(name))
  .toSorted((a, b) => b.length - a.length);

/** A status that stands before what has it is a word of its own: 损坏燃气井 is 损坏 and 燃气井. */
const withoutStatus = (word: string): string[] => {
  const status = statuses.find((name) => word.startsWith(name) && word.length > name.length);
  return status === undefined ? [word] : [status, word.slice(status.length)];
};

/**
 * The words of a search as they must be met, one by one: 损坏的燃气 is 损坏 and 燃气, of whatever holds the whole the parts are found too.
 * @param said with or without spaces
 */
export const saidWords = (said: string): string[] =>
  said
    .split(/[\s,，、;；]+/)
    .flatMap((word) => word.split('的'))
    .filter(Boolean)
    .flatMap(withoutStatus);
