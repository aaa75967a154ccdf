import { isAscii, isUtf8 } from 'node:buffer';
import { CensusError } from '../../census-error.ts';

export type TextEncoding = 'utf-8' | 'gb18030';
export const encodingNames: Readonly<Record<TextEncoding, string>> = { 'utf-8': 'UTF-8', gb18030: 'GB18030' };

const strict = () => new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
let decoder = strict();

/** GB18030 to text, or null when it is not that. */
export const decodeGb = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    decoder = strict(); // what a failed one holds is not said
    return null;
  }
};

/**
 * Whether a line that might be GB18030 is surely UTF-8: it decodes as such into Chinese characters and nothing between Latin and
 * them. Chinese text in GB18030 that happens to be valid UTF-8 comes out as Greek, Cyrillic or Arabic letters, never as Chinese.
 */
export const isSurelyUtf8 = (line: Uint8Array): boolean => {
  if (isAscii(line) || !isUtf8(line)) return false;
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8');
  return !/[\u0080-\u07ff]/.test(text) && (text.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0) >= 2;
};

/** What a single line is by sure signs; null when it is plain ASCII and says nothing, or when it is neither. */
export const encodingOf = (line: Uint8Array): TextEncoding | 'ascii' | null => {
  if (isAscii(line)) return 'ascii';
  if (isUtf8(line)) return 'utf-8';
  return decodeGb(line) === null ? null : 'gb18030';
};

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/** Refuses text in an encoding that announces itself and is not taken. */
export const refuseOtherMarks = (file: string, head: Uint8Array): void => {
  for (const [found, mark] of marks) if (mark.every((byte, i) => head[i] === byte)) throw new CensusError('census-encoding-unsupported', { file, found });
};

export const hasUtf8Mark = (head: Uint8Array): boolean => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
