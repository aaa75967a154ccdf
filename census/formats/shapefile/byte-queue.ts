/** Bytes that come in pieces of any size and are wanted in pieces of another. */
export class ByteQueue {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** At least `count` bytes without taking them, fewer only at the end. */
  async peek(count: number): Promise<Buffer> {
    const pieces = [this.held];
    for (let length = this.held.length; length < count; ) {
      const next = await this.source.next();
      if (next.done) break;
      pieces.push(next.value);
      length += next.value.length;
    }
    if (pieces.length > 1) this.held = Buffer.concat(pieces.filter(({ length }) => length > 0));
    return this.held;
  }

  drop(count: number): void {
    this.held = this.held.subarray(count);
  }

  async take(count: number): Promise<Buffer> {
    const bytes = (await this.peek(count)).subarray(0, count);
    this.drop(bytes.length);
    return bytes;
  }

  async end(): Promise<void> {
    await this.source.return?.();
  }
}
