/** The plate as people read it: county, class, serial, check character. */
export const groupedPlate = (id: string): string => `${id.slice(0, 6)} ${id.slice(6, 10)} ${id.slice(10, 16)} ${id.slice(16)}`;
