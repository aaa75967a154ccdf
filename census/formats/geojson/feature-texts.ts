const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];

/** What stands before the features: enough for a `crs` member, bounded for whoever sends anything else. */
const headLimit = 1 << 20;
/** A single feature may not be longer: a point with a thousand properties is far shorter. */
const featureLimit = 16 << 20;

export class FeatureTooLong extends Error {}

/**
 * Cuts a FeatureCollection into its features without parsing what lies between: each piece given is the text of one object inside
 * the first array called "features". Newline-delimited features, one per line, are cut too. `head` is what stood before the first.
 */
export class FeatureCutter {
  head = '';
  private held: Buffer = Buffer.alloc(0);
  private at = 0;
  private depth = 0;
  private start = -1;
  private inText = false;
  private isEscaped = false;
  /** Depth at which features stand: 2 inside {"features": [ … ]}, 0 when each stands alone on its line. */
  private level: number | null = null;

  /** Takes the next bytes. @returns the features that end in them @throws FeatureTooLong */
  take(piece: Buffer): Buffer[] {
    this.held = this.held.length === 0 ? piece : Buffer.concat([this.held, piece]);
    const found: Buffer[] = [];
    for (; this.at < this.held.length; this.at++) this.step(this.held[this.at] as number, found);
    const keepFrom = this.start >= 0 ? this.start : this.level === null ? 0 : this.at;
    this.held = this.held.subarray(keepFrom);
    this.at -= keepFrom;
    if (this.start >= 0) this.start = 0;
    if (this.held.length > (this.level === null ? headLimit : featureLimit)) throw new FeatureTooLong();
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

  private step(byte: number, found: Buffer[]): void {
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
  }

  private findLevel(byte: number): void {
    if (byte !== openBracket || this.depth !== 1) return;
    const before = this.held.subarray(0, this.at).toString('utf8');
    if (!/"features"\s*:\s*$/.test(before)) return;
    this.head = before;
    this.level = 2;
  }

  private close(byte: number, found: Buffer[]): void {
    this.depth--;
    if (this.level === null && this.depth === 0 && byte === closeBrace) this.takeAlone(found);
    else if (byte === closeBrace && this.start >= 0 && this.depth === this.level) {
      found.push(this.held.subarray(this.start, this.at + 1));
      this.start = -1;
    }
  }

  /** The whole first object closed and held no features: it is a feature itself, and so is each that follows. */
  private takeAlone(found: Buffer[]): void {
    const text = this.held.subarray(0, this.at + 1);
    if (!/"type"\s*:\s*"Feature"/.test(text.toString('utf8'))) return;
    this.level = 0;
    found.push(text);
  }
}
