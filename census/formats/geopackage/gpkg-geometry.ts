const envelopeLength: readonly number[] = [0, 32, 48, 48, 64];
const names: Readonly<Record<number, string>> = {
  2: 'LineString',
  3: 'Polygon',
  4: 'MultiPoint',
  5: 'MultiLineString',
  6: 'MultiPolygon',
  7: 'GeometryCollection',
};

type Found = { readonly x: number; readonly y: number } | null | string;

/** The point in a GeoPackage's geometry: null when there is none, the name of what it is when it is no point. */
export const readGpkgPoint = (value: unknown): Found => {
  if (!(value instanceof Uint8Array)) return null;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  if (bytes.length < 8 || bytes.toString('latin1', 0, 2) !== 'GP') return 'unknown';
  const flags = bytes[3] ?? 0;
  if ((flags & 0x10) !== 0) return null;
  const at = 8 + (envelopeLength[(flags >> 1) & 7] ?? 0);
  if (bytes.length < at + 5) return 'unknown';
  const isLittle = bytes[at] === 1;
  const type = isLittle ? bytes.readUInt32LE(at + 1) : bytes.readUInt32BE(at + 1);
  const kind = (type & 0xffff) % 1000;
  if (kind !== 1) return names[kind] ?? String(kind);
  if (bytes.length < at + 21) return 'unknown';
  const [x, y] = isLittle ? [bytes.readDoubleLE(at + 5), bytes.readDoubleLE(at + 13)] : [bytes.readDoubleBE(at + 5), bytes.readDoubleBE(at + 13)];
  return Number.isNaN(x) || Number.isNaN(y) ? null : { x, y };
};

/** A point as a GeoPackage holds it. */
export const writeGpkgPoint = (x: number, y: number, srsId: number): Buffer => {
  const bytes = Buffer.alloc(29);
  bytes.write('GP', 0, 'latin1');
  bytes[3] = 1; // little-endian, no envelope
  bytes.writeInt32LE(srsId, 4);
  bytes[8] = 1;
  bytes.writeUInt32LE(1, 9);
  bytes.writeDoubleLE(x, 13);
  bytes.writeDoubleLE(y, 21);
  return bytes;
};
