/** Tiles of the public sources from a Martin: bytes as PostGIS made them, not compressed. */
export interface MartinClient {
  /** @param query what its function gets as query_params @returns the tile; empty where there is nothing */
  readonly fetchTile: (source: string, z: number, x: number, y: number, query?: object) => Promise<Buffer>;
  /** Name and description of everything it publishes. */
  readonly fetchCatalog: () => Promise<Readonly<Record<string, unknown>>>;
  readonly fetchTileJson: (source: string) => Promise<Readonly<Record<string, unknown>>>;
}

const waitMs = 10_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Speaks to the Martin at `url` (no trailing slash needed). Throws when it does not answer in 10 s or answers an error. */
export const createMartinClient = (url: string): MartinClient => {
  const base = url.replace(/\/+$/, '');
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(`${base}/${path}`, { headers: { 'accept-encoding': 'identity' }, signal: AbortSignal.timeout(waitMs) });
    if (!response.ok && response.status !== 404) throw new Error(`Martin answered ${response.status} to /${path}`);
    return response;
  };
  const getRecord = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const value: unknown = await (await get(path)).json();
    if (!isRecord(value)) throw new Error(`Martin answered no object to /${path}`);
    return value;
  };
  return {
    fetchTile: async (source, z, x, y, query = {}) => {
      const asked = new URLSearchParams(Object.entries(query)).toString();
      const response = await get(`${encodeURIComponent(source)}/${z}/${x}/${y}${asked === '' ? '' : `?${asked}`}`);
      if (response.status === 404) throw new Error(`Martin does not publish ${source}`);
      return Buffer.from(await response.arrayBuffer());
    },
    fetchCatalog: async () => {
      const { tiles } = await getRecord('catalog');
      return isRecord(tiles) ? tiles : {};
    },
    fetchTileJson: (source) => getRecord(encodeURIComponent(source)),
  };
};
