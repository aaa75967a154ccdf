import type { ImportGround } from '#db/queries/imports/import-ground.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';

/** Units that ended and that rows named, each with the one that stands for it and how many rows were read so, most rows first. */
export const tellFollowed = ({ units, ended }: ImportGround, rowsOf: ReadonlyMap<string, number>): ImportRow['followed'] => {
  const nameOf = new Map(units.map(({ id, name, nameEn }) => [id, { zh: name, en: nameEn }]));
  return ended
    .flatMap(({ id, name, nameEn, heir }) => {
      const [rows, stands] = [rowsOf.get(id), nameOf.get(heir)];
      return rows === undefined || stands === undefined ? [] : [{ id, ended: { zh: name, en: nameEn }, heir: stands, rows }];
    })
    .sort((a, b) => b.rows - a.rows);
};
