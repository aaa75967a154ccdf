import { parsePlate } from '#domain/asset-id.ts';

/** The number in what a code says, an address that ends in /a/<number> or the number itself; null: no plate of ours. */
export const plateIn = (text: string): string | null => {
  const said = /\/a\/([^/?#]+)/.exec(text)?.[1] ?? text;
  const plate = parsePlate(said);
  return plate.ok ? plate.value : null;
};
