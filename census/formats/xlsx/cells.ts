import { type StringStore, unescapeCell } from './shared-strings.ts';
import type { Workbook } from './workbook.ts';

const dayMs = 86_400_000;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** A day as Excel counts it: 2016-05-01, with its time when it has one; null when no calendar holds it. */
const dateText = (serial: number, from1904: boolean): string | null => {
  // 1900 has a 29 February in Excel: days before March 1900 are one off.
  const days = !from1904 && serial < 60 ? serial + 1 : serial;
  const at = new Date((from1904 ? epoch1904 : epoch1900) + Math.round((days * dayMs) / 1000) * 1000);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 || at.getUTCFullYear() < 1) return null;
  const [day = '', time = ''] = at.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
};

const integer = /^-?\d{1,15}$/;

/** A number as it was typed, not as it lies in binary: 121.4737 and not 121.47370000000001; a code of sixteen digits whole. */
const numberText = (raw: string): string => {
  if (integer.test(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(15)));
};

/** Excel keeps fifteen digits of a number, and makes noughts of the others. */
const keepsAll = 1e15;
export const losesDigits = (type: string, text: string): boolean => type === 'n' && text.length > 4 && Math.abs(Number(text)) >= keepsAll;

export interface RawCell {
  /** Attribute t: s, str, inlineStr, b, e, d, n. */
  readonly type: string;
  readonly style: number;
  readonly text: string;
}

/** What a person sees in a cell, as text; null for an empty one. */
export const cellText = ({ type, style, text }: RawCell, strings: StringStore, { dateStyles, from1904 }: Workbook): string | null => {
  if (text === '') return null;
  if (type === 's') return strings.get(Number(text)) || null;
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  if (type === 'str' || type === 'inlineStr') return unescapeCell(text);
  if (type === 'd') return text.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ');
  if (type === 'e') return text;
  return (dateStyles[style] && dateText(Number(text), from1904)) || numberText(text);
};

/** 0 for A, 27 for AB; -1 when the reference has no letters. */
export const columnOf = (reference: string): number => {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
};
