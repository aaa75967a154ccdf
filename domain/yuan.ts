const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '兆'];

/** Four digits in capitals; zeros between others are one 零, those at the end none. */
const group = (value: number): string => {
  const text = [...String(value)].map((digit, index, all) => (digit === '0' ? '零' : `${digits[Number(digit)]}${places[all.length - 1 - index]}`)).join('');
  return text.replace(/零+/g, '零').replace(/零$/, '');
};

const whole = (yuan: number): string => {
  const parts: string[] = [];
  for (let rest = yuan, nth = 0; rest > 0; rest = Math.floor(rest / 10_000), nth += 1) {
    const value = rest % 10_000;
    const isShort = value < 1000 && rest >= 10_000; // a group before it, and no thousands: 壹万零伍拾
    parts.unshift(value === 0 ? '零' : `${isShort ? '零' : ''}${group(value)}${groups[nth]}`);
  }
  return parts.join('').replace(/零+/g, '零').replace(/零$/, '');
};

/** An amount as a Chinese bill spells it, so that no figure is altered: 1234.50 yuan is 壹仟贰佰叁拾肆元伍角整. @param fen whole, above 0 */
export const yuanInCapitals = (fen: number): string => {
  const [yuan, jiao, cents] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10];
  const head = yuan > 0 ? `${whole(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${head}整`;
  const middle = jiao > 0 ? `${digits[jiao]}角` : yuan > 0 ? '零' : '';
  return `${head}${middle}${cents > 0 ? `${digits[cents]}分` : '整'}`;
};

/** 1,234.50: yuan with their fen, as both languages write them. */
export const yuanInFigures = (fen: number): string => {
  const [yuan = '', rest = ''] = (fen / 100).toFixed(2).split('.');
  return `${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
};

/** A bill asks a thousand million yuan at most. */
export const mostBillFen = 100_000_000_000;

/** Yuan as a person types them, in whole fen; null for what no bill asks. */
export const billedFen = (yuan: number | null): number | null => {
  const fen = Math.round((yuan ?? 0) * 100);
  return fen >= 1 && fen <= mostBillFen ? fen : null;
};
