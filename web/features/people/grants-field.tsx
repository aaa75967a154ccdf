import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { permissionsOf } from '#domain/access.ts';
import type { City } from '#domain/contract/city.ts';
import type { GivenGrant } from '#domain/contract/people.ts';
import type { Role } from '#domain/contract/terms.ts';
import { scopeOfRole } from '#domain/granting.ts';
import { newKey } from '../../client/new-key.ts';
import { UnitSelect } from '../../staff/unit-select.tsx';

/** A row of the form; the scope may not be chosen yet. */
export interface DraftGrant {
  readonly key: string;
  readonly role: Role;
  readonly scope: string | undefined;
  /** The scope that stood before, by its name: of a unit that ended no search finds it. */
  readonly before: readonly { readonly value: string; readonly label: string }[];
}

export const draftOf = (role: Role, scope: string | undefined, name?: string): DraftGrant => ({
  key: newKey(),
  role,
  scope,
  before: scope === undefined || name === undefined ? [] : [{ value: scope, label: name }],
});

/** The grants as they are sent, or null while a scope is missing. */
export const givenOf = (drafts: readonly DraftGrant[]): GivenGrant[] | null => {
  if (drafts.some(({ scope }) => !scope)) return null;
  return drafts.map(({ role, scope = '' }) => (scopeOfRole(role) === 'unit' ? { role, unitId: scope } : { role, placeCode: scope }));
};

const roles = Object.keys(permissionsOf) as Role[];

const Scope = ({ draft, city, onChange }: { draft: DraftGrant; city: City; onChange: (scope: string | undefined) => void }) => {
  const { t } = useTranslation();
  const isOfUnit = scopeOfRole(draft.role) === 'unit';
  const isCity = draft.scope === city.code;
  return (
    <>
      {!isOfUnit && (
        <Button type={isCity ? 'primary' : 'default'} aria-pressed={isCity} onClick={() => onChange(isCity ? undefined : city.code)}>
          {t('people.grants.city')}
        </Button>
      )}
      {(isOfUnit || !isCity) && (
        <UnitSelect value={draft.scope} onChange={onChange} of={isOfUnit ? 'unit' : 'place'} known={draft.before} label={t('people.grants.scope')} />
      )}
    </>
  );
};

interface Props {
  readonly value: readonly DraftGrant[];
  readonly city: City;
  readonly onChange: (next: readonly DraftGrant[]) => void;
}

/** Roles, each with its scope. */
export const GrantsField = ({ value, city, onChange }: Props) => {
  const { t } = useTranslation();
  const set = (key: string, next: Partial<DraftGrant>) => onChange(value.map((draft) => (draft.key === key ? { ...draft, ...next } : draft)));
  return (
    <fieldset className="field">
      <legend>{t('people.grants.title')}</legend>
      {value.map((draft) => (
        <div key={draft.key} className="grant-row">
          <Select
            aria-label={t('people.grants.role')}
            value={draft.role}
            options={roles.map((role) => ({ value: role, label: t(`staff.role.${role}`) }))}
            onChange={(role: Role) => set(draft.key, { role, ...(scopeOfRole(role) === scopeOfRole(draft.role) ? {} : { scope: undefined, before: [] }) })}
          />
          <Scope draft={draft} city={city} onChange={(scope) => set(draft.key, { scope })} />
          <Button icon={<DeleteOutlined />} aria-label={t('people.grants.remove')} onClick={() => onChange(value.filter(({ key }) => key !== draft.key))} />
        </div>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...value, draftOf('dispatcher', undefined)])}>
        {t('people.grants.add')}
      </Button>
    </fieldset>
  );
};
