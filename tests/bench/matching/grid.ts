const cellM = 60;

/** Things by squares of 60 m, so that those around a place are found without looking at all. */
export class Grid<T extends { readonly x: number; readonly y: number }> {
  private readonly cells = new Map<number, T[]>();

  constructor(things: readonly T[]) {
    for (const thing of things) {
      const key = this.keyOf(Math.floor(thing.x / cellM), Math.floor(thing.y / cellM));
      const cell = this.cells.get(key);
      if (cell) cell.push(thing);
      else this.cells.set(key, [thing]);
    }
  }

  private keyOf(column: number, row: number): number {
    return (column + 50_000) * 100_000 + row + 50_000;
  }

  /** Everything within so many metres. */
  around(x: number, y: number, withinM: number): T[] {
    const found: T[] = [];
    for (let column = Math.floor((x - withinM) / cellM); column <= Math.floor((x + withinM) / cellM); column++)
      for (let row = Math.floor((y - withinM) / cellM); row <= Math.floor((y + withinM) / cellM); row++)
        for (const thing of this.cells.get(this.keyOf(column, row)) ?? []) if ((thing.x - x) ** 2 + (thing.y - y) ** 2 <= withinM * withinM) found.push(thing);
    return found;
  }
}
