/** Leaves out what is undefined or empty, as exact optional properties and query strings want it. */
export const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined | null | ''> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined | null | ''>;
  };
