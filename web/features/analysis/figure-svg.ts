import { light } from '../../ui/tokens.ts';
import { labelled, ticksTo } from './time-scale.ts';

export interface FigureBars {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly orders: number; readonly hazards: number }[];
}
export interface Figure {
  readonly title: string;
  /** What it is of: days, and everything that narrows. */
  readonly about: readonly string[];
  readonly totals: readonly { readonly name: string; readonly value: string }[];
  readonly time: FigureBars;
  readonly groups: readonly FigureBars[];
  readonly note: string;
  readonly font: string;
  readonly wordNumber: (value: number) => string;
}

const width = 1600;
const edge = 56;
const rowHeight = 34;
const mostRows = 10;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark);
/** Chinese characters are taken as twice as wide as others, which the widest fonts' letters are not far from: cut where a column ends. */
const fitted = (words: string, most: number): string => {
  const widthOf = (marks: readonly string[]) => marks.reduce((sum, mark) => sum + (mark > '\u2e7f' ? 2 : 1), 0);
  const marks = [...words];
  const kept = marks.filter((_, i) => widthOf(marks.slice(0, i + 1)) <= most);
  return kept.length < marks.length ? `${kept.join('')}…` : words;
};

const text = (x: number, y: number, words: string, size: number, more = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${light.ink}" ${more}>${escaped(words)}</text>`;
const box = (x: number, y: number, w: number, h: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${Math.max(0, w)}" height="${Math.max(0, h)}" fill="${fill}"/>`;

const drawTime = ({ time, wordNumber }: Figure, from: number): string => {
  const [left, right, height] = [edge + 60, width - edge, 240];
  const ticks = ticksTo(Math.max(0, ...time.bars.map(({ orders }) => orders)));
  const most = ticks.at(-1) ?? 1;
  const y = (value: number) => from + 30 + height * (1 - value / most);
  const step = (right - left) / time.bars.length;
  const bar = Math.min(44, step * 0.78);
  const hasLabel = labelled(time.bars.length, 16);
  const grid = ticks.map(
    (tick) => `${box(left, y(tick), right - left, 1, light.line)}${text(left - 10, y(tick) + 6, wordNumber(tick), 18, 'text-anchor="end"')}`,
  );
  const bars = time.bars.map(({ name, orders, hazards }, i) => {
    const x = left + i * step + (step - bar) / 2;
    const label = hasLabel(i) ? text(left + (i + 0.5) * step, y(0) + 28, name, 17, 'text-anchor="middle"') : '';
    return `${box(x, y(orders), bar, y(0) - y(orders), light.mark)}${box(x, y(hazards), bar, y(0) - y(hazards), light.danger)}${label}`;
  });
  return `${text(edge, from, time.title, 24, 'font-weight="700"')}${grid.join('')}${bars.join('')}`;
};

const drawGroup = ({ title, bars }: FigureBars, x: number, from: number, room: number, wordNumber: Figure['wordNumber']): string => {
  const most = Math.max(1, ...bars.map(({ orders }) => orders));
  const [nameRoom, numberRoom] = [room * 0.56, 70];
  const track = room - nameRoom - numberRoom;
  const rows = bars.slice(0, mostRows).map(({ name, orders, hazards }, i) => {
    const y = from + 26 + i * rowHeight;
    const length = (track * orders) / most;
    return [
      text(x, y + 20, fitted(name, Math.floor(nameRoom / 10.8)), 18),
      box(x + nameRoom, y + 6, length, 18, light.mark),
      box(x + nameRoom, y + 6, orders === 0 ? 0 : (length * hazards) / orders, 18, light.danger),
      text(x + nameRoom + length + 8, y + 21, wordNumber(orders), 18, 'font-weight="600"'),
    ].join('');
  });
  return `${text(x, from, title, 24, 'font-weight="700"')}${rows.join('')}`;
};

/** The whole analysis as one drawing on white, for a report or a message: what it is of stands on it. */
export const drawFigure = (figure: Figure): { svg: string; width: number; height: number } => {
  const aboutAt = edge + 40;
  const totalsAt = aboutAt + figure.about.length * 30 + 30;
  const timeAt = totalsAt + 130;
  const groupsAt = timeAt + 370;
  const rows = Math.max(1, ...figure.groups.map(({ bars }) => Math.min(mostRows, bars.length)));
  const height = groupsAt + rows * rowHeight + 100;
  const room = (width - 2 * edge - 2 * 40) / 3;
  const parts = [
    box(0, 0, width, height, '#ffffff'),
    text(edge, edge + 4, figure.title, 38, 'font-weight="700"'),
    ...figure.about.map((line, i) => text(edge, aboutAt + i * 30, line, 20, `fill-opacity="0.8"`)),
    ...figure.totals.map(
      ({ name, value }, i) => `${text(edge + i * 280, totalsAt + 20, name, 20)}${text(edge + i * 280, totalsAt + 72, value, 46, 'font-weight="700"')}`,
    ),
    drawTime(figure, timeAt),
    ...figure.groups.map((group, i) => drawGroup(group, edge + i * (room + 40), groupsAt, room, figure.wordNumber)),
    text(edge, height - 34, figure.note, 17, `fill-opacity="0.8"`),
  ];
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family='${figure.font}'>${parts.join('')}</svg>`,
    width,
    height,
  };
};
