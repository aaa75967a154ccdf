import { Alert, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Draft } from './fields.ts';

interface Props {
  readonly by: string;
  readonly theirs: Readonly<Record<string, readonly [unknown, unknown]>>;
  readonly draft: Draft;
  /** Fields where the other's word is taken. */
  readonly taken: readonly string[];
  readonly nameOf: (field: string) => string;
  readonly onTake: (field: string, isTheirs: boolean) => void;
}

const shown = (value: unknown): string =>
  value === null || value === undefined || value === '' ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What another editor changed meanwhile; where both wrote, the person chooses, field by field. Nothing typed is lost. */
export const Conflict = ({ by, theirs, draft, taken, nameOf, onTake }: Props) => {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('registry.edit.conflict', { by })}
      description={
        <ul className="plain-list edit-conflict">
          {Object.entries(theirs).map(([field, [before, after]]) => (
            <li key={field}>
              <strong>{nameOf(field)}</strong> {shown(before)} → {shown(after)}
              {field in draft && (
                <Radio.Group
                  aria-label={nameOf(field)}
                  value={taken.includes(field) ? 'theirs' : 'mine'}
                  onChange={(event) => onTake(field, event.target.value === 'theirs')}
                  options={[
                    { value: 'mine', label: t('registry.edit.mine', { value: shown(draft[field]) }) },
                    { value: 'theirs', label: t('registry.edit.theirs', { value: shown(after) }) },
                  ]}
                />
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
};
