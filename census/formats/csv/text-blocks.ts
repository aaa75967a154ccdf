import { isAscii, isUtf8 } from 'node:buffer';
import { decodeGb, encodingOf, hasUtf8Mark, isSurelyUtf8, type TextEncoding } from './encoding.ts';

/** Where the text stops being what it was. Thrown after everything before it has been given. */
export class EncodingBreak extends Error {
  readonly before: TextEncoding;
  readonly after: TextEncoding | null;
  /** Nothing before it but ASCII: what was said is wrong, rather than the file being mixed. */
  readonly isFirst: boolean;

  constructor(before: TextEncoding, after: TextEncoding | null, isFirst: boolean) {
    super(`${before} breaks`);
    [this.before, this.after, this.isFirst] = [before, after, isFirst];
  }
}

const [newline, oldNewline] = [10, 13];
// A row may not be longer than a megabyte; a block without any line end is passed on so that its row can say so.
const longest = 2 << 20;

/** What is known of a text's encoding; filled in as it is read. */
export interface EncodingState {
  readonly said: TextEncoding | null;
  found: TextEncoding | null;
}

/** Where the last whole line ends. Of a file whose lines end in CR alone, one CR at the very end may be half of CR LF. */
const endOfLines = (bytes: Buffer): number => {
  const end = bytes.lastIndexOf(newline);
  return 1 + (end >= 0 || bytes.length < 2 ? end : bytes.lastIndexOf(oldNewline, bytes.length - 2));
};

function* linesOf(block: Buffer): Generator<Buffer> {
  const sign = block.includes(newline) ? newline : oldNewline;
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(sign, at);
    const next = end < 0 ? block.length : end + 1;
    yield block.subarray(at, next);
    at = next;
  }
}

const hasLine = (block: Buffer, holds: (line: Buffer) => boolean): boolean => {
  for (const line of linesOf(block)) if (holds(line)) return true;
  return false;
};

/** How a block begins that breaks its encoding: the bytes that are still good, and what comes after them. */
const breakIn = (block: Buffer, isGood: (line: Buffer) => boolean): { good: Buffer; line: Buffer } => {
  let at = 0;
  for (const line of linesOf(block)) {
    if (!isGood(line)) return { good: block.subarray(0, at), line };
    at += line.length;
  }
  return { good: block, line: block.subarray(block.length) };
};

const surelyOther = (line: Buffer, than: TextEncoding): TextEncoding | null => {
  const found = encodingOf(line);
  return found === 'ascii' || found === than ? null : found;
};

const isGoodGb = (line: Buffer) => isAscii(line) || (decodeGb(line) !== null && !isSurelyUtf8(line));

function* asUtf8(block: Buffer, state: EncodingState): Generator<Buffer> {
  if (isAscii(block)) return yield block;
  const isFirst = state.found === null;
  state.found ??= state.said ?? firstEncoding(block);
  if (state.found === 'utf-8') {
    if (isUtf8(block)) return yield block;
    const { good, line } = breakIn(block, isUtf8);
    yield good;
    throw new EncodingBreak('utf-8', surelyOther(line, 'utf-8'), isFirst && isAscii(good));
  }
  const whole = decodeGb(block);
  if (whole !== null && !hasLine(block, isSurelyUtf8)) return yield Buffer.from(whole);
  const { good, line } = breakIn(block, isGoodGb);
  yield Buffer.from(decodeGb(good) ?? '');
  throw new EncodingBreak('gb18030', surelyOther(line, 'gb18030'), isFirst && isAscii(good));
}

/** The first line that is more than ASCII decides; one that is neither is reported as broken UTF-8. */
const firstEncoding = (block: Buffer): TextEncoding => {
  for (const line of linesOf(block)) {
    const found = encodingOf(line);
    if (found === 'utf-8' || found === 'gb18030') return found;
    if (found === null) return 'utf-8';
  }
  return 'utf-8';
};

/**
 * Text in blocks of valid UTF-8, each but the last ending with a line. The encoding is the one said, or the one that the first line
 * beyond ASCII shows; where it changes, what was good is given first, then EncodingBreak is thrown.
 */
export async function* textBlocks(source: AsyncIterable<Buffer>, state: EncodingState): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0);
  let isStart = true;
  for await (const piece of source) {
    const bytes = carried.length === 0 ? piece : Buffer.concat([carried, piece]);
    const end = endOfLines(bytes);
    if (end === 0 && bytes.length < longest) {
      carried = bytes;
      continue;
    }
    const block = bytes.subarray(0, end === 0 ? bytes.length : end);
    carried = bytes.subarray(block.length);
    yield* asUtf8(isStart ? withoutMark(block, state) : block, state);
    isStart = false;
  }
  if (carried.length > 0) yield* asUtf8(isStart ? withoutMark(carried, state) : carried, state);
}

const withoutMark = (block: Buffer, state: EncodingState): Buffer => {
  if (!hasUtf8Mark(block)) return block;
  state.found = 'utf-8';
  return block.subarray(3);
};
