/** Between two facts on one line: it stays with what is before it, so that no line begins with a dot. */
export const dot = '\u00a0· ';

/** Facts on one line, those that there are, with a dot between two. */
export const dotted = (facts: readonly (string | 0 | false | null | undefined)[]): string => facts.filter(Boolean).join(dot);
