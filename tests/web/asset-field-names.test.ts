import { expect, test } from 'vitest';
import { changeable } from '#db/queries/imports/import-fields.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

test('whatever a census file may change has a name in a well’s life', () => {
  expect(changeable.filter((column) => assetFieldNames[camel(column)] === undefined)).toEqual([]);
});
