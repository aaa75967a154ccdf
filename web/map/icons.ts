import { signs } from '../ui/tokens.ts';
import { wellSigns } from './palette.ts';

const { 'sign-danger': danger, 'sign-order': plain, 'sign-ink': white } = signs;

const scale = 2;
const fontFamily = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

const draw = (size: number, paint: (context: CanvasRenderingContext2D) => void): ImageData | null => {
  const canvas = document.createElement('canvas');
  canvas.width = size * scale;
  canvas.height = size * scale;
  const context = canvas.getContext('2d', { willReadFrequently: true }); // read at once: kept where reading is cheap, not on the graphics card
  if (!context) return null;
  context.scale(scale, scale);
  paint(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

const write = (context: CanvasRenderingContext2D, text: string, x: number, y: number, px: number, colour: string) => {
  context.font = `600 ${px}px ${fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y + 0.5);
};

const disk = (context: CanvasRenderingContext2D, x: number, y: number, radius: number) => {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
};

const badge = (context: CanvasRenderingContext2D, text: string) => {
  disk(context, 22, 6, 5.5);
  context.fillStyle = white;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = danger;
  context.stroke();
  write(context, text, 22, 6, 9, danger);
};

const strike = (context: CanvasRenderingContext2D) => {
  context.beginPath();
  context.moveTo(6, 22);
  context.lineTo(22, 6);
  context.stroke();
};

interface WellLook {
  readonly hollow: boolean;
  readonly dashed: boolean;
  readonly struck: boolean;
  readonly badge: string;
}
const whole: WellLook = { hollow: false, dashed: false, struck: false, badge: '' };
const gone: WellLook = { hollow: true, dashed: false, struck: true, badge: '' };
const wellLooks: Readonly<Record<string, WellLook>> = {
  damaged: { ...whole, badge: '!' },
  missing: { hollow: true, dashed: true, struck: false, badge: '?' },
  abandoned: gone,
  removed: gone,
};

/** A well: a disk with its class's character. Damaged has “!”, missing is hollow and dashed, disused is struck through. */
const well = (classCode: string, status: string, isEnglish: boolean): ImageData | null => {
  const { sign, latin, colour } = wellSigns[classCode] ?? { sign: '井', latin: '·', colour: '#4d5557' };
  const look = wellLooks[status] ?? whole;
  const [ground, ink] = look.hollow ? [white, colour] : [colour, white];
  return draw(28, (context) => {
    disk(context, 14, 14, 10.5);
    context.fillStyle = ground;
    context.fill();
    context.lineWidth = 2;
    context.setLineDash(look.dashed ? [3, 3] : []);
    context.strokeStyle = ink;
    context.stroke();
    context.setLineDash([]);
    write(context, isEnglish ? latin : sign, 14, 14, isEnglish && latin.length > 1 ? 10.5 : 12, ink);
    if (look.struck) strike(context);
    if (look.badge) badge(context, look.badge);
  });
};

/** In Chinese and in English. */
export const orderSigns: Readonly<Record<string, readonly [string, string]>> = {
  dispatched: ['派', 'D'],
  signed: ['签', 'S'],
  contacted: ['联', 'C'],
  in_progress: ['修', 'W'],
  paused: ['挂', 'P'],
  resolved: ['验', 'V'],
  checked: ['访', 'L'],
  called_back: ['访', 'L'],
  closed: ['结', 'E'],
  void: ['废', '×'],
};

/** An order: a square tile with its state's character; a danger is a red triangle-topped tile, told apart by shape. */
const order = (state: string, isHazard: boolean, isEnglish: boolean): ImageData | null =>
  draw(36, (context) => {
    const colour = isHazard ? danger : plain;
    context.beginPath();
    if (isHazard) {
      context.moveTo(18, 2);
      context.lineTo(34, 31);
      context.lineTo(2, 31);
      context.closePath();
    } else context.roundRect(6, 6, 24, 24, 6);
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = white;
    context.stroke();
    context.fillStyle = colour;
    context.fill();
    write(context, (orderSigns[state] ?? ['单', '·'])[isEnglish ? 1 : 0], 18, isHazard ? 22 : 18, 13, white);
  });

/** The ground of several orders' number: red for dangers, blue for the rest. */
const orders = (isHazard: boolean): ImageData | null =>
  draw(30, (context) => {
    disk(context, 15, 15, 13);
    context.fillStyle = isHazard ? danger : plain;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = white;
    context.stroke();
  });

/** The image of an icon's name: `well/0105/damaged/zh`, `order/signed/1/en`, `orders/1`; null for a name that is none of ours. */
export const iconNamed = (name: string): { image: ImageData; pixelRatio: number } | null => {
  const [what, first = '', second = '', language] = name.split('/');
  const isEnglish = language === 'en';
  const image =
    what === 'well'
      ? well(first, second, isEnglish)
      : what === 'order'
        ? order(first, second === '1', isEnglish)
        : what === 'orders'
          ? orders(first === '1')
          : null;
  return image && { image, pixelRatio: scale };
};
