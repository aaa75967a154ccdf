/** Text as PostgreSQL can hold it: for a NUL its picture, for half of a character the mark of what cannot be shown. */
export const storable = (text: string): string => text.replaceAll('\0', '\u2400').toWellFormed();
