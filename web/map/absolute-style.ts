import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';

// URL writes the braces of {z} as %7B; a template keeps them.
const absolute = (address: string, base: string): string => new URL(address, base).href.replaceAll('%7B', '{').replaceAll('%7D', '}');

const sourceFrom = (source: SourceSpecification, base: string): SourceSpecification => {
  const url = 'url' in source && typeof source.url === 'string' ? { url: absolute(source.url, base) } : {};
  const tiles = 'tiles' in source && source.tiles ? { tiles: source.tiles.map((tile) => absolute(tile, base)) } : {};
  return { ...source, ...url, ...tiles } as SourceSpecification;
};

/** A style whose sources, sprite and glyphs are addressed from where it lies: put into ours, it would be read from our own page. */
export const withAbsoluteAddresses = (style: StyleSpecification, base: string): StyleSpecification => ({
  ...style,
  sources: Object.fromEntries(Object.entries(style.sources).map(([name, source]) => [name, sourceFrom(source, base)])),
  ...(typeof style.sprite === 'string' ? { sprite: absolute(style.sprite, base) } : {}),
  ...(style.glyphs ? { glyphs: absolute(style.glyphs, base) } : {}),
});
