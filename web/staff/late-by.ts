/** How long after its end a clock was kept, in ms; 0 where it was in time, or its end was never computed. */
export const lateBy = (dueAt: string | null, metAt: string): number => (dueAt === null ? 0 : Math.max(0, Date.parse(metAt) - Date.parse(dueAt)));
