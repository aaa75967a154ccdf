import sharp, { type Sharp } from 'sharp';
import { refuse } from '../errors.ts';
import { inTurns } from '../in-turn.ts';
import { decodeHeic } from './decode-heic.ts';
import { fingerprintOf } from './fingerprint.ts';

export interface Encoded {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** What it looks like in 64 bits. */
  readonly fingerprint: string;
}

const mostPixels = 50_000_000; // 50 MP: more than a phone takes, and 200 MB when decoded
const longestSidePx = 1600;
/** At most two photos are decoded at the same time: each may take hundreds of MB and a core. */
const inTurn = inTurns(2, 40);

const startsWith = (bytes: Buffer, at: number, ...signs: string[]) =>
  signs.some((sign) => bytes.subarray(at, at + sign.length).equals(Buffer.from(sign, 'latin1')));

/** By their first bytes: only pictures that cameras make come near the decoder, no SVG and no PDF. */
const isPhoto = (bytes: Buffer): boolean =>
  startsWith(bytes, 0, '\xff\xd8\xff', '\x89PNG\r\n\x1a\n') ||
  (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) ||
  startsWith(bytes, 4, 'ftypheic', 'ftypheix', 'ftypmif1', 'ftypmsf1', 'ftypavif');

/** HEVC inside, by its brand: an iPhone's. AVIF lies in the same box, and sharp reads it. */
const isHeic = (bytes: Buffer): boolean => startsWith(bytes, 4, 'ftypheic', 'ftypheix', 'ftypmif1', 'ftypmsf1') && !bytes.subarray(8, 64).includes('avif');

const opened = async (given: Buffer): Promise<Sharp> => {
  if (!isHeic(given)) return sharp(given, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 });
  const { pixels, width, height } = await decodeHeic(given, mostPixels);
  return sharp(pixels, { raw: { width, height, channels: 4 } });
};

const unreadable = (error: unknown) =>
  error instanceof Error && /pixel limit|too large/i.test(error.message)
    ? refuse('photo-too-large', { field: 'photo', params: { limit: '50 MP' } })
    : refuse('photo-unreadable', { field: 'photo' });

/** A photo as it is kept: upright, at most 1600 px long, JPEG, without any metadata (position, camera, time). */
export const reEncode = async (given: Buffer): Promise<Encoded> => {
  if (!isPhoto(given)) throw refuse('photo-unreadable', { field: 'photo' });
  return inTurn(async () => {
    try {
      const photo = await opened(given);
      const { data, info } = await photo
        .rotate()
        .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 82 })
        .timeout({ seconds: 20 })
        .toBuffer({ resolveWithObject: true });
      return { bytes: data, width: info.width, height: info.height, fingerprint: await fingerprintOf(data) };
    } catch (error) {
      throw unreadable(error);
    }
  });
};
