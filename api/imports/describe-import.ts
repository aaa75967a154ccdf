import { listRefusalKinds } from '#db/queries/imports/import-refusals.ts';
import { type ImportRow, silenceS } from '#db/queries/imports/imports.ts';
import type { ErrorCode } from '#domain/contract/errors.ts';
import { wordError } from '#domain/contract/errors.ts';
import type { Import } from '#domain/contract/imports.ts';
import type { App } from '../app-type.ts';

const said = (code: ErrorCode, params: Readonly<Record<string, unknown>> = {}) => ({
  code,
  zh: wordError(code, 'zh', params),
  en: wordError(code, 'en', params),
});

const pace = ({ stepS, done, total, state }: ImportRow) => {
  const isWorking = state === 'checking' || state === 'applying';
  const perSecond = isWorking && stepS !== null && stepS > 0 ? done / stepS : null;
  return { perSecond, secondsLeft: perSecond !== null && perSecond > 0 && total > done ? (total - done) / perSecond : null };
};

/** Whom a file is taken in for, and whose memory of its source it was opened with. */
const scopes = ({ reach, reachNames, memory, memoryNames, widerNames }: ImportRow): Pick<Import, 'scope' | 'memory'> => ({
  scope: { city: reach.city, of: [...reachNames] },
  memory: memory && {
    scope: { city: memory.reach.city, of: [...(memoryNames ?? [])] },
    isOwn: memory.isOwn,
    updatedAt: memory.updatedAt,
    own: {
      headings: [...(memory.own?.headings ?? [])],
      rules: [...(memory.own?.rules ?? [])],
      coordinates: memory.own?.coordinates ?? false,
      words: memory.own?.words ?? 0,
    },
    wider: memory.widerReach ? { city: memory.widerReach.city, of: [...(widerNames ?? [])] } : null,
  },
});

const describe = (row: ImportRow, refusals: Import['refusals']): Import => {
  const isWorking = row.state === 'checking' || row.state === 'applying';
  const { id, source, fileName, fileBytes, format, encoding, mapping, system, axes, classCode, rules, state, step, done, total, counts } = row;
  return {
    ...{
      id,
      source,
      fileName,
      fileBytes,
      format,
      columns: [...row.columns],
      encoding,
      mapping,
      system,
      axes,
      classCode,
      rules,
      state,
      step,
      done,
      total,
      counts,
    },
    ...scopes(row),
    ...pace(row),
    interrupted: isWorking && (row.silentS === null || row.silentS > silenceS),
    refusals,
    rejection: row.rejection === null ? null : said(row.rejection.code, row.rejection.params),
    likely: (row.likely ?? []).map((reading) => ({ ...reading })),
    ranges: [...row.ranges],
    followed: [...row.followed],
    person: row.person,
    fileIsHere: row.filePath !== null,
    createdAt: row.createdAt,
    checkedAt: row.checkedAt,
    appliedAt: row.appliedAt,
  };
};

/** Imports as they are told, with what was refused in each. */
export const describeImports = async (app: App, rows: readonly ImportRow[]): Promise<Import[]> => {
  const kinds = await listRefusalKinds(
    app.pool,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    describe(
      row,
      kinds
        .filter(({ importId }) => importId === row.id)
        .slice(0, 50)
        .map(({ code, columnName, params, rows: n, firstRow }) => ({ ...said(code as ErrorCode, params), rows: n, firstRow, column: columnName })),
    ),
  );
};

export const describeImport = async (app: App, row: ImportRow): Promise<Import> => {
  const [described] = await describeImports(app, [row]);
  if (described === undefined) throw new Error('an import was expected and none came');
  return described;
};
