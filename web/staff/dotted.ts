/** Facts on one line, those that there are, with a dot between two: it stays with what is before it, so that no line begins with a dot. */
export const dotted = (facts: readonly (string | 0 | false | null | undefined)[]): string => facts.filter(Boolean).join('\u00a0· ');
