import { gpsFolder, gpsTags, type PhotoPosition, sorts } from './position.ts';

// Of all that a camera writes six tags are read: a reader of the rest is three megabytes.
const sizes: Readonly<Record<number, number>> = { [sorts.ascii]: 1, [sorts.short]: 2, [sorts.long]: 4, [sorts.rational]: 8 };
const mostEntries = 200;

interface Entry {
  readonly sort: number;
  readonly count: number;
  readonly at: number;
}

/** Numbers and texts of a TIFF, little end first or big, as its first two letters say. */
class Tiff {
  private readonly view: DataView;
  private readonly little: boolean;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = bytes[0] === 0x49;
  }

  private short(at: number): number {
    return this.view.getUint16(at, this.little);
  }

  long(at: number): number {
    return this.view.getUint32(at, this.little);
  }

  /** The entries of a folder of tags: where the values of each lie, of which sort and how many. */
  folder(at: number): ReadonlyMap<number, Entry> {
    const entries = Array.from({ length: Math.min(mostEntries, this.short(at)) }, (_, i) => at + 2 + 12 * i);
    return new Map(
      entries.map((entry) => {
        const [sort, count] = [this.short(entry + 2), this.long(entry + 4)];
        return [this.short(entry), { sort, count, at: (sizes[sort] ?? 8) * count <= 4 ? entry + 8 : this.long(entry + 8) }];
      }),
    );
  }

  text(entry: Entry | undefined): string {
    if (entry?.sort !== sorts.ascii) return '';
    const letters = Array.from({ length: Math.min(entry.count, 20) }, (_, i) => String.fromCharCode(this.view.getUint8(entry.at + i))).join('');
    return letters.split('\0')[0] ?? '';
  }

  numbers(entry: Entry | undefined): number[] {
    if (entry?.sort !== sorts.rational) return [];
    return Array.from({ length: Math.min(3, entry.count) }, (_, i) => this.long(entry.at + 8 * i) / this.long(entry.at + 8 * i + 4));
  }
}

const codesOf = (letters: string) => Array.from(letters, (letter) => letter.charCodeAt(0));

const findLetters = (bytes: Uint8Array, letters: string): number => {
  const [first = 0, ...rest] = codesOf(letters);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) if (rest.every((code, i) => bytes[at + 1 + i] === code)) return at;
  return -1;
};

/** Before what a camera wrote stand these letters in a JPEG, a HEIC and an AVIF; others in a PNG, and with its length in a WebP. */
const begins: readonly [string, number][] = [
  ['Exif\0\0II*\0', 6],
  ['Exif\0\0MM\0*', 6],
  ['eXIfII*\0', 4],
  ['eXIfMM\0*', 4],
];

/** Cameras write it first of all; a file of twelve million letters E is not gone through. */
const mostSearched = 2 ** 20;

const tiffOf = (whole: Uint8Array): Tiff | null => {
  const photo = whole.subarray(0, mostSearched);
  for (const [letters, skipped] of begins) {
    const at = findLetters(photo, letters);
    if (at >= 0) return new Tiff(photo.subarray(at + skipped));
  }
  const chunk = findLetters(photo, 'EXIF');
  return chunk >= 0 && ['I', 'M'].includes(String.fromCharCode(photo[chunk + 8] ?? 0)) ? new Tiff(photo.subarray(chunk + 8)) : null;
};

const degreesOf = ([degrees = Number.NaN, minutes = 0, seconds = 0]: readonly number[], isNegative: boolean): number =>
  (degrees + minutes / 60 + seconds / 3600) * (isNegative ? -1 : 1);

const datumOf = (named: string): PhotoPosition['datum'] => (/GCJ/i.test(named) ? 'GCJ02' : named.trim() === '' ? null : 'WGS84');

const farthestOffM = 5000;

const read = (photo: Uint8Array): PhotoPosition | null => {
  const tiff = tiffOf(photo);
  const folder = tiff?.folder(tiff.long(4)).get(gpsFolder);
  if (!tiff || !folder) return null;
  const gps = tiff.folder(tiff.long(folder.at));
  const text = (tag: keyof typeof gpsTags) => tiff.text(gps.get(gpsTags[tag]));
  const numbers = (tag: keyof typeof gpsTags) => tiff.numbers(gps.get(gpsTags[tag]));
  const [lat, lon] = [degreesOf(numbers('lat'), text('latRef') === 'S'), degreesOf(numbers('lon'), text('lonRef') === 'W')];
  // A phone that knew no place writes noughts.
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || (lat === 0 && lon === 0)) return null;
  const [[errorM = 0], [direction = -1]] = [numbers('errorM'), numbers('direction')];
  return {
    lon,
    lat,
    datum: datumOf(text('datum')),
    errorM: errorM > 0 && errorM <= farthestOffM ? errorM : null,
    directionDeg: direction >= 0 && direction <= 360 ? direction % 360 : null,
  };
};

/** What a photo says of where it was taken, before that is taken off it; null when it says nothing, or nothing that can be read. */
export const readPhotoPosition = (photo: Uint8Array): PhotoPosition | null => {
  try {
    return read(photo);
  } catch (error) {
    if (error instanceof RangeError) return null; // it points beyond its own end
    throw error;
  }
};
