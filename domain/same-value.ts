/** Whether two values of a field are one, as they stand in JSON; a field that is missing, and one of nothing, are the same. */
export const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
