/** What stands for the words of a caller who judged and wrote none: "not solved" asks for words, and grades say as much as a sentence. */
export const noWords = '—';
