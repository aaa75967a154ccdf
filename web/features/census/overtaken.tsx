import { useTranslation } from 'react-i18next';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { listDoubts } from '#domain/contract/import-doubts.ts';
import type { Reply } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';

type Changes = NonNullable<Reply<typeof listDoubts>['items'][number]['changes']>;

const camel = (field: string): string => field.replace(/^cover\./, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Where the asset was written to since the check: field by field what it says now, and what the row would make of it. Units are named in the two sides. */
export const Overtaken = ({ changes }: { changes: Changes }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const worded = (field: string, value: unknown): string =>
    value === null || value === undefined ? '—' : field === 'status' ? t(`staff.status.${value as 'intact'}`) : String(value);
  return (
    <ul className="plain-list quiet">
      {Object.entries(changes).map(([field, [now, row]]) => {
        const name = assetFieldNames[camel(field)]?.[language] ?? field;
        const isPlain = !field.endsWith('_id') && typeof row !== 'object';
        return <li key={field}>{isPlain ? t('census.doubts.overtaken.is', { name, now: worded(field, now), row: worded(field, row) }) : name}</li>;
      })}
    </ul>
  );
};
