import { type ExportedAsset, type ExportedKey, exportedKeys } from '#db/queries/imports/exports.ts';
import type { CoordinateSystem } from '#domain/coordinates/systems.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { type ExchangeKey, exchangeFields } from '../exchange-fields.ts';
import { type ListedKey, listedKeys, listedWords, writeFlag, writeListed } from '../exchange-values.ts';
import type { OutRow, OutTable } from './out-table.ts';

const fields: readonly ExchangeKey[] = exportedKeys;

const writeWord = (key: ListedKey) => {
  // A few words, written millions of times.
  const written = new Map([...new Set(listedWords(key).values())].map((code) => [code, writeListed(key, code)]));
  return (value: string) => written.get(value) ?? value;
};
const same = (value: string) => value;
const flag = (value: string) => writeFlag(value === 'true');
const writerOf = (key: ExportedKey): ((value: string) => string) => {
  const list = listedKeys.find((one) => one === key);
  if (list !== undefined) return writeWord(list);
  return exchangeFields[key].kind === 'flag' ? flag : same;
};
const writers = exportedKeys.map(writerOf);

/** Assets of the registry as rows of a file, their positions in the coordinate system asked for. */
export const registryTable = (assets: AsyncIterable<readonly ExportedAsset[]>, system: CoordinateSystem): OutTable => {
  const { fromWgs84 } = openSystem(system, 'east-north');
  const rowOf = ({ values, lon, lat }: ExportedAsset): OutRow => {
    const [x, y] = fromWgs84(lon, lat);
    return { values: values.map((value, i) => (value === null || value === '' ? null : (writers[i] ?? same)(value))), point: { x, y } };
  };
  const batches = async function* (): AsyncGenerator<readonly OutRow[]> {
    for await (const batch of assets) yield batch.map(rowOf);
  };
  return { fields, system, batches: { [Symbol.asyncIterator]: batches } };
};
