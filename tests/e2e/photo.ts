import sharp from 'sharp';

/** A small real photo as a phone would send it: a cover on a road. */
export const aPhoto = async (name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
    <rect width="800" height="600" fill="#6d7073"/><rect y="280" width="800" height="12" fill="#e8e4d8"/>
    <circle cx="400" cy="330" r="170" fill="#3d4144"/><circle cx="400" cy="330" r="150" fill="none" stroke="#55595c" stroke-width="14"/>
    <path d="M330 250v160M400 240v180M470 250v160M320 290h160M310 330h180M320 370h160" stroke="#2b2e30" stroke-width="16"/></svg>`;
  return { name, mimeType: 'image/jpeg', buffer: await sharp(Buffer.from(drawing)).jpeg({ quality: 80 }).toBuffer() };
};
