import { gpsFolder, gpsTags, type PhotoPosition, sorts } from './position.ts';

interface Value {
  readonly tag: number;
  readonly sort: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

const letters = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const asText = (tag: number, text: string): Value => ({ tag, sort: sorts.ascii, count: text.length + 1, bytes: letters(`${text}\0`) });

const finest = 1_000_000;

const asNumbers = (tag: number, ...values: readonly number[]): Value => {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setUint32(8 * i, Math.round(value * finest));
    view.setUint32(8 * i + 4, finest);
  });
  return { tag, sort: sorts.rational, count: values.length, bytes };
};

const inParts = (degrees: number): [number, number, number] => {
  const whole = Math.floor(Math.abs(degrees));
  const minutes = (Math.abs(degrees) - whole) * 60;
  return [whole, Math.floor(minutes), (minutes - Math.floor(minutes)) * 60];
};

const valuesOf = ({ lon, lat, datum, errorM, directionDeg }: PhotoPosition): Value[] => [
  asText(gpsTags.latRef, lat < 0 ? 'S' : 'N'),
  asNumbers(gpsTags.lat, ...inParts(lat)),
  asText(gpsTags.lonRef, lon < 0 ? 'W' : 'E'),
  asNumbers(gpsTags.lon, ...inParts(lon)),
  ...(directionDeg === null ? [] : [asText(gpsTags.directionRef, 'T'), asNumbers(gpsTags.direction, directionDeg)]),
  ...(datum === null ? [] : [asText(gpsTags.datum, datum === 'GCJ02' ? 'GCJ-02' : 'WGS-84')]),
  ...(errorM === null ? [] : [asNumbers(gpsTags.errorM, errorM)]),
];

const folderAt = 26; // after the header and a first folder whose one entry points here

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const entry = (tag: number, sort: number, count: number, value: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(12));
  view.setUint16(0, tag);
  view.setUint16(2, sort);
  view.setUint32(4, count);
  view.setUint32(8, value);
  return new Uint8Array(view.buffer);
};

const tiffOf = (values: readonly Value[]): Uint8Array => {
  let at = folderAt + 2 + 12 * values.length + 4;
  const beyond: Uint8Array[] = [];
  const entries = values.map(({ tag, sort, count, bytes }) => {
    const made = entry(tag, sort, count, at);
    if (bytes.length <= 4) made.set([...bytes, 0, 0, 0, 0].slice(0, 4), 8);
    else {
      beyond.push(bytes);
      at += bytes.length;
    }
    return made;
  });
  const first = joined([letters('MM\0*\0\0\0\x08'), Uint8Array.of(0, 1), entry(gpsFolder, sorts.long, 1, folderAt), new Uint8Array(4)]);
  return joined([first, Uint8Array.of(0, values.length), ...entries, new Uint8Array(4), ...beyond]);
};

/** A JPEG with this position beside its picture and nothing else: what a photo that is made smaller in a browser loses. */
export const withPhotoPosition = (jpeg: Uint8Array, position: PhotoPosition): Uint8Array => {
  const told = joined([letters('Exif\0\0'), tiffOf(valuesOf(position))]);
  const length = told.length + 2;
  return joined([jpeg.subarray(0, 2), Uint8Array.of(0xff, 0xe1, length >> 8, length & 0xff), told, jpeg.subarray(2)]);
};
