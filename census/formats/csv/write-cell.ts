const needsQuotes = /[",\r\n]|^\s|\s$/;

/** A text as it stands in a file: in quotes also where a reader might cut the space at its ends. */
export const writeCell = (value: string | null): string => (value === null ? '' : needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
