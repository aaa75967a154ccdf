import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { faultsOfFacts } from '#domain/asset-facts.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useToday } from '../../../staff/use-today.ts';
import { CoverInputs } from './cover-inputs.tsx';
import { FactField } from './fact-field.tsx';
import { type Draft, fields, write } from './fields.ts';

/** Of the other well what most often differs; the rest is put right in its own form. */
const asked = ['classCode', 'locationKind', 'ownerId'];

interface Props {
  readonly city: City;
  /** What the kept one is recorded as. */
  readonly before: Draft;
  /** What is said of the other, where it differs. */
  readonly draft: Draft;
  /** Null: none is recorded. */
  readonly cover: Draft | null;
  readonly onChange: (draft: Draft) => void;
  readonly onCover: (cover: Draft | null) => void;
}

/** What the other of two split wells is, whose, and under which cover; it begins as the one it was recorded with. */
export const SplitFields = ({ city, before, draft, cover, onChange, onCover }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const today = useToday(city);
  const values: Draft = { ...before, ...draft };
  const isWell = city.assetClasses.some(({ code, isWell: is }) => is && code === values['classCode']);
  return (
    <>
      <div className="edit-fields">
        {fields
          .filter(({ name }) => asked.includes(name))
          .map((field) => (
            <FactField
              key={field.name}
              field={field}
              label={assetFieldNames[field.name]?.[language] ?? field.name}
              value={values[field.name] ?? null}
              city={city}
              isChanged={field.name in draft}
              onChange={(value) => onChange(write(draft, before, field.name, value))}
            />
          ))}
      </div>
      {isWell && (
        <>
          <Checkbox checked={cover !== null} onChange={(event) => onCover(event.target.checked ? {} : null)}>
            {t('registry.split.hasCover')}
          </Checkbox>
          {cover && <p className="field-hint">{t('registry.cover.asKnown')}</p>}
          {cover && (
            <CoverInputs city={city} values={cover} faults={faultsOfFacts(cover, today)} onChange={(name, value) => onCover(write(cover, {}, name, value))} />
          )}
        </>
      )}
    </>
  );
};
