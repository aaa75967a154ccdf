/** An end that the person at the terminal can mend: shown as one line, Chinese first, without a stack trace. */
export const clearLine = (zh: string, en: string): Error => Object.assign(new Error(`${zh} ${en}`), { name: 'ClearLine' });

/** What to print for anything thrown: a clear line as it is, anything else with its stack, for it is our fault. */
export const lineOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'ClearLine' ? error.message : (error.stack ?? error.message);
};
