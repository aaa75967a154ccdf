/** What one kind of part wants to know of its XML; names without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const entity = (whole: string, name: string): string => {
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : null;
  if (code === null && named[name] !== undefined) return named[name];
  if (code === null || !(code > 0 && code <= 0x10ffff)) throw new Error(`entity ${whole}`);
  return String.fromCodePoint(code);
};

const plainText = (text: string): string => (text.includes('&') ? text.replace(/&([^;]{0,12});?/g, entity) : text);

const none: Readonly<Record<string, string>> = {};

const blankUntil = 32;
const [doubleQuote, singleQuote] = [34, 39];

/** Attributes of a tag, found sign by sign: sixty million tags are too many for a regular expression each. */
const attributesIn = (tag: string, from: number): Readonly<Record<string, string>> => {
  if (from >= tag.length) return none;
  const found: Record<string, string> = {};
  for (let at = from; ; ) {
    const equals = tag.indexOf('=', at);
    if (equals < 0) return found;
    let opening = equals + 1;
    while (tag.charCodeAt(opening) <= blankUntil) opening++;
    const mark = tag.charCodeAt(opening);
    const closing = mark === doubleQuote || mark === singleQuote ? tag.indexOf(tag.charAt(opening), opening + 1) : -1;
    if (closing < 0) return found;
    found[tag.slice(at, equals).trim()] = plainText(tag.slice(opening + 1, closing));
    at = closing + 1;
  }
};

const bare = (name: string) => name.slice(name.indexOf(':') + 1);
/** Where a name ends in a tag. */
const nameEnd = (tag: string): number => {
  let at = 0;
  while (at < tag.length && tag.charCodeAt(at) > blankUntil && tag.charCodeAt(at) !== 47) at++;
  return at;
};

/** No tag of a workbook takes a thousandth of this, and each is looked at again whenever more of it comes. */
const longestTag = 1 << 16;
const deepest = 256;
/** As long as an entity may be: what may be the beginning of one waits for its end. */
const longestEntity = 14;

/** The quotation mark that is open after a stretch of a tag, 0 for none; `quote` was before it. */
const quoteAfter = (text: string, from: number, to: number, quote: number): number => {
  let open = quote;
  for (let at = from; at < to; at++) {
    const sign = text.charCodeAt(at);
    if (open === 0 && (sign === doubleQuote || sign === singleQuote)) open = sign;
    else if (sign === open) open = 0;
  }
  return open;
};

/** Where a tag ends: a sign of > may stand in an attribute's quotes. Each sign is looked at once. @returns -1 when its end is not here yet */
const tagEnd = (text: string, start: number): number => {
  let [quote, from] = [0, start];
  for (let end = text.indexOf('>', start); end >= 0; end = text.indexOf('>', end + 1)) {
    if (end - start > longestTag) throw new Error('a tag without end');
    quote = quoteAfter(text, from, end, quote);
    if (quote === 0) return end;
    from = end;
  }
  return -1;
};

/**
 * Reads the XML of a workbook piece by piece: elements, attributes, text. A million rows have sixty million tags, and a parser that
 * knows all of XML takes ten times as long for them; what a workbook never has (a document type, entities of its own) is refused.
 */
class XmlReader {
  private rest = '';
  private readonly within: string[] = [];
  private readonly listener: XmlListener;

  constructor(listener: XmlListener) {
    this.listener = listener;
  }

  /** Text is handed on as it comes, in as many pieces; a tag waits for its end. */
  write(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) {
        const open = text.indexOf('&', Math.max(at, text.length - longestEntity));
        this.give(text, at, open < 0 ? text.length : open);
        at = open < 0 ? text.length : open;
        break;
      }
      this.give(text, at, tag);
      at = tag;
      const next = this.markup(text, tag);
      if (next < 0) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > longestTag) throw new Error('a tag without end');
  }

  private give(text: string, from: number, to: number): void {
    if (to > from) this.listener.text?.(plainText(text.slice(from, to)));
  }

  end(): void {
    if (this.within.length > 0 || this.rest.trim() !== '') throw new Error(`unclosed ${this.within.at(-1) ?? this.rest.slice(0, 20)}`);
  }

  /** @returns where to go on, or -1 when its end is not here yet */
  private markup(text: string, at: number): number {
    const second = text.charCodeAt(at + 1);
    if (second === 33 || second === 63) return this.special(text, at);
    const end = tagEnd(text, at);
    if (end < 0) return -1;
    if (second === 47) this.leave(text.slice(at + 2, end).trimEnd());
    else this.enter(text.slice(at + 1, end));
    return end + 1;
  }

  private special(text: string, at: number): number {
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end >= 0) this.listener.text?.(text.slice(at + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    const closing = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    if (closing === null && text.length < at + 9) return -1;
    if (closing === null) throw new Error('a document type');
    const end = text.indexOf(closing, at + 2);
    return end < 0 ? -1 : end + closing.length;
  }

  private enter(tag: string): void {
    const isEmpty = tag.endsWith('/');
    const end = nameEnd(tag);
    const name = tag.slice(0, end);
    const known = bare(name);
    this.listener.open?.(known, attributesIn(tag, isEmpty ? end + 1 : end));
    if (isEmpty) this.listener.close?.(known);
    else if (this.within.push(name) > deepest) throw new Error('too deep');
  }

  private leave(name: string): void {
    if (this.within.pop() !== name) throw new Error(`</${name.slice(0, 40)}>`);
    this.listener.close?.(bare(name));
  }
}

/** A parser that takes text piece by piece. Throws when the XML is broken. */
export const xmlParser = (listener: XmlListener): XmlReader => new XmlReader(listener);

export const parseXml = (text: string, listener: XmlListener): void => {
  const parser = xmlParser(listener);
  parser.write(text.replace(/^\ufeff/, ''));
  parser.end();
};
