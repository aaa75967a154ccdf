import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What a made-up photo shows: as it was found, fenced, mended, or a sheet of evidence. */
export const scenes = ['open', 'broken', 'worn', 'fenced', 'mended', 'plan'] as const;
export type Scene = (typeof scenes)[number];

const [width, height] = [640, 480] as const;
const font = fileURLToPath(new URL('../fonts/NotoSansHans-Bold.otf', import.meta.resolve('@embedpdf/fonts-sc')));

const stones = Array.from({ length: 96 }, (_, i) => {
  const [x, y] = [((i * 193) % 640) - 8, (i * 389) % 480];
  return `<rect x="${x}" y="${y}" width="${6 + (i % 5) * 3}" height="3" fill="#${i % 2 ? '77797b' : '8f9193'}"/>`;
}).join('');
const ground = `<rect width="640" height="480" fill="#84868a"/>${stones}<rect y="400" width="640" height="14" fill="#d9d4c0"/>`;
const frame = '<ellipse cx="320" cy="230" rx="176" ry="128" fill="#5a5c5f"/>';
const grip = [-60, -20, 20, 60].map((at) => `<path d="M${320 + at - 14} 170 h28 M${320 + at - 14} 290 h28" stroke="#33353a" stroke-width="10"/>`).join('');
const cover = `${frame}<ellipse cx="320" cy="226" rx="156" ry="112" fill="#44464b"/>${grip}<ellipse cx="320" cy="230" rx="40" ry="28" fill="none" stroke="#33353a" stroke-width="8"/>`;
const hole =
  '<ellipse cx="320" cy="230" rx="156" ry="112" fill="#0b0b0d"/><path d="M176 250 a156 112 0 0 0 288 0" fill="none" stroke="#2c2a28" stroke-width="14"/>';
const cones = [90, 250, 410, 550]
  .map((x) => `<path d="M${x} 440 l26 -130 l26 130 z" fill="#e8591c"/><path d="M${x + 13} 376 h26 l6 28 h-38 z" fill="#f6f2ea"/>`)
  .join('');
const tape =
  '<path d="M100 320 L600 320" stroke="#f0c419" stroke-width="22"/><path d="M100 320 L600 320" stroke="#1c1c1c" stroke-width="22" stroke-dasharray="26 26"/>';
const sheet = `<rect x="60" y="30" width="520" height="400" fill="#f7f5ee"/>${[80, 150, 220, 290, 360].map((y) => `<path d="M80 ${y} H560" stroke="#b9c4d6" stroke-width="2"/>`).join('')}
  <path d="M80 340 C200 120 380 380 560 110" fill="none" stroke="#27508c" stroke-width="7"/>${[150, 320, 470].map((x, i) => `<circle cx="${x}" cy="${[240, 258, 190][i]}" r="17" fill="#fff" stroke="#27508c" stroke-width="6"/>`).join('')}`;

const drawn: Readonly<Record<Scene, string>> = {
  open: ground + frame + hole,
  broken: `${ground}${cover}<path d="M240 140 l60 70 l-20 40 l70 80 l40 -70 l-30 -50 l40 -60 z" fill="#0b0b0d"/><path d="M300 210 L190 190 M350 330 L330 338 M390 260 L470 270" stroke="#17181a" stroke-width="6"/>`,
  worn: `${ground}${cover}<path d="M150 330 q170 70 340 0" fill="none" stroke="#a8a49a" stroke-width="26"/>`,
  fenced: ground + frame + hole + tape + cones,
  mended: `${ground}<rect x="110" y="84" width="420" height="300" rx="18" fill="#2f3033"/>${cover}`,
  plan: `<rect width="640" height="480" fill="#6f6b64"/>${sheet}`,
};

/** Right across the middle, so that no part of the picture can be shown without it. */
const mark = async (): Promise<Buffer> => {
  const words = await sharp({
    text: { text: '<span foreground="white">模拟 MADE UP</span>', font: 'Noto Sans Hans Bold 54', fontfile: font, rgba: true, dpi: 96 },
  })
    .png()
    .toBuffer();
  return sharp({ create: { width, height: 96, channels: 4, background: { r: 176, g: 0, b: 32, alpha: 0.72 } } })
    .composite([{ input: words, gravity: 'centre' }])
    .png()
    .toBuffer();
};

/** One small picture of each scene, drawn here, with "made up" across it: no photo of a real place stands in a demo city. */
export const drawPictures = async (): Promise<Readonly<Record<Scene, Picture>>> => {
  const band = await mark();
  const each = scenes.map(async (scene): Promise<[Scene, Picture]> => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn[scene]}</svg>`;
    const bytes = await sharp(Buffer.from(svg))
      .composite([{ input: band, left: 0, top: 52 }])
      .jpeg({ quality: 60 })
      .toBuffer();
    return [scene, { bytes, width, height }];
  });
  return Object.fromEntries(await Promise.all(each)) as Record<Scene, Picture>;
};
