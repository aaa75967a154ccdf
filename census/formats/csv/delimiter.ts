import { open } from 'node:fs/promises';
import { CensusError } from '../../census-error.ts';
import { refuseOtherMarks } from './encoding.ts';

const headLength = 1 << 16;

/**
 * The sign between fields: whichever of comma, tab and semicolon stands most often in the first line with anything in it.
 * @throws CensusError when the file is empty or announces an encoding that is not taken
 */
export const delimiterOf = async (path: string, file: string): Promise<number> => {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    if (bytesRead === 0) throw new CensusError('census-file-empty', { file });
    const head = buffer.subarray(0, bytesRead);
    refuseOtherMarks(file, head);
    const line =
      head
        .toString('latin1')
        .replace(/^\u00ef\u00bb\u00bf/, '')
        .split(/[\r\n]+/)
        .find((text) => text !== '') ?? '';
    const counted = [',', '\t', ';'].map((sign) => ({ sign, times: line.split(sign).length }));
    const most = counted.reduce((best, one) => (one.times > best.times ? one : best));
    return most.sign.charCodeAt(0);
  } finally {
    await handle.close();
  }
};
