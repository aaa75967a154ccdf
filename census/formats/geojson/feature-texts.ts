const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket, colon] = [34, 92, 123, 125, 91, 93, 58];

/** What stands before the features: enough for a `crs` member, bounded for whoever sends anything else. */
const headLimit = 1 << 20;
/** A single feature may not be longer: a point with a thousand properties is far shorter. */
const featureLimit = 1 << 20;
/** How deep brackets stand in a feature at most; a MultiPolygon has six. */
export const deepest = 100;

/** What stands before the features is longer than it may be, or is none of theirs. */
export class HeadTooLong extends Error {}

/** The text of one feature, or why it is not given. */
export type FeatureText = Buffer | 'too-large' | 'too-deep';

const key = Buffer.from('"features"');
const isBlank = (byte: number | undefined) => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** Whether `"features":` stands before this place; only what belongs to it is looked at. */
const isFeatures = (bytes: Buffer, before: number): boolean => {
  let at = before - 1;
  while (isBlank(bytes[at])) at--;
  if (bytes[at--] !== colon) return false;
  while (isBlank(bytes[at])) at--;
  return at + 1 >= key.length && bytes.subarray(at + 1 - key.length, at + 1).equals(key);
};

/**
 * Cuts a FeatureCollection into its features without parsing what lies between: each piece given is the text of one object inside
 * the first array called "features". Newline-delimited features, one per line, are cut too. `head` is what stood before the first.
 * Every byte is looked at once, and of a feature that is too large or too deep nothing is held.
 */
export class FeatureCutter {
  head = '';
  private held: Buffer = Buffer.alloc(0);
  private at = 0;
  private depth = 0;
  /** Where the feature that is read began; `alone`: where the object began that stands at the beginning of the file. */
  private start = -1;
  private alone = 0;
  private fault: 'too-large' | 'too-deep' | null = null;
  private inText = false;
  private isEscaped = false;
  /** Depth at which features stand: 2 inside {"features": [ … ]}, 0 when each stands alone on its line. */
  private level: number | null = null;

  /** Takes the next bytes. @returns the features that end in them @throws HeadTooLong */
  take(piece: Buffer): FeatureText[] {
    this.held = this.held.length === 0 ? piece : Buffer.concat([this.held, piece]);
    const found: FeatureText[] = [];
    for (; this.at < this.held.length; this.at++) this.step(this.held[this.at] as number, found);
    if (this.start >= 0 && this.held.length - this.start > featureLimit) this.fault ??= 'too-large';
    const keepFrom = this.start >= 0 && this.fault === null ? this.start : this.level === null ? 0 : this.at;
    this.held = this.held.subarray(keepFrom);
    this.at -= keepFrom;
    if (this.start >= 0) this.start = 0;
    if (this.level === null && this.held.length > headLimit) throw new HeadTooLong();
    return found;
  }

  /** Whether everything that was opened was closed. */
  get isWhole(): boolean {
    return this.depth === 0 && !this.inText && this.start < 0;
  }

  /** Whether any features were looked for: a "features" array was met, or objects stood alone. */
  get hasFeatures(): boolean {
    return this.level !== null;
  }

  private step(byte: number, found: FeatureText[]): void {
    if (this.inText) this.inside(byte);
    else if (byte === quote) this.inText = true;
    else if (byte === openBrace || byte === openBracket) this.open(byte);
    else if (byte === closeBrace || byte === closeBracket) this.close(byte, found);
  }

  private inside(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) this.inText = false;
  }

  private open(byte: number): void {
    if (this.level === null) this.findLevel(byte);
    if (byte === openBrace && this.depth === this.level) this.start = this.at;
    this.depth++;
    if (this.start >= 0 && this.depth - (this.level ?? 0) > deepest) this.fault ??= 'too-deep';
  }

  private findLevel(byte: number): void {
    if (byte === openBrace && this.depth === 0) this.alone = this.at;
    if (byte !== openBracket || this.depth !== 1 || !isFeatures(this.held, this.at)) return;
    this.head = this.held.toString('utf8', 0, this.at);
    this.level = 2;
  }

  private close(byte: number, found: FeatureText[]): void {
    this.depth--;
    if (this.level === null && this.depth === 0 && byte === closeBrace) this.takeAlone(found);
    else if (byte === closeBrace && this.start >= 0 && this.depth === this.level) {
      const isLarge = this.at + 1 - this.start > featureLimit;
      found.push(this.fault ?? (isLarge ? 'too-large' : this.held.subarray(this.start, this.at + 1)));
      [this.start, this.fault] = [-1, null];
    }
  }

  /** A whole object closed and held no features: when it is a feature itself, so is each that follows. */
  private takeAlone(found: FeatureText[]): void {
    const text = this.held.subarray(this.alone, this.at + 1);
    if (!/"type"\s*:\s*"Feature"/.test(text.toString('utf8'))) return;
    this.level = 0;
    found.push(text);
  }
}
