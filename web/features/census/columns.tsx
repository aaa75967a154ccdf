import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { exchangeGroups } from './exchange-groups.ts';
import { useHead } from './queries.ts';

interface Props {
  readonly one: Import;
  readonly mapping: Import['mapping'];
  readonly onChange: (mapping: Import['mapping']) => void;
}

const groups = Object.entries(exchangeGroups) as [keyof typeof exchangeGroups, readonly string[]][];
const mostSamples = 3;

/** Each column of the file, what stands in it, and which field it is; a field is taken from one column only. */
export const Columns = ({ one, mapping, onChange }: Props) => {
  const { t } = useTranslation();
  const head = useHead(one.id, one.fileIsHere);
  const takenBy = new Map(Object.entries(mapping).flatMap(([column, key]) => (key ? [[key, column] as const] : [])));
  const samplesOf = (i: number) => [...new Set((head.data?.rows ?? []).map((row) => row[i]).filter(Boolean))].slice(0, mostSamples);
  const options = groups.map(([group, keys]) => ({
    label: t(`census.group.${group}`),
    options: keys.map((key) => ({ value: key, label: t(`census.field.${key}`) })),
  }));
  return (
    <>
      {head.isError && <ProblemNotice error={head.error} />}
      <table className="columns">
        <thead>
          <tr>
            <th scope="col">{t('census.columns.column')}</th>
            <th scope="col">{t('census.columns.sample')}</th>
            <th scope="col">{t('census.columns.field')}</th>
          </tr>
        </thead>
        <tbody>
          {one.columns.map((column, i) => {
            const key = mapping[column] ?? null;
            return (
              <tr key={column} className={key === null ? 'column-left' : ''}>
                <th scope="row">{column}</th>
                <td className="column-samples">{samplesOf(i).join(' ｜ ') || '—'}</td>
                <td>
                  <Select
                    aria-label={t('census.columns.means', { column })}
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder={t('census.columns.leftOut')}
                    value={key}
                    options={options}
                    onChange={(next: string | null | undefined) => {
                      const other = next ? takenBy.get(next) : undefined;
                      onChange({ ...mapping, ...(other !== undefined && other !== column ? { [other]: null } : {}), [column]: next ?? null });
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
};
