/** What stands for the words of a caller who judged and wrote none: "not solved" asks for words, and grades say as much as a sentence. */
export const noWords = '—';

/** The steps that carry what a caller said of the work: by themselves, or written by who called them back. */
export const judging: readonly string[] = ['call_back', 'not_solved', 'reopen'];
