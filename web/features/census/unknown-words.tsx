import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Import, listUnknownWords } from '#domain/contract/imports.ts';
import type { Reply } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import { useUnknownWords } from './queries.ts';
import { useScopeName } from './scope-name.ts';
import { useSayAndCheck } from './stopped.tsx';

type Word = Reply<typeof listUnknownWords>['items'][number];
const keyOf = ({ of, text }: Word) => `${of} ${text}`;

interface LineProps {
  readonly word: Word;
  readonly city: City;
  readonly meaning: string | undefined;
  readonly onChange: (meaning: string | undefined) => void;
}

const Line = ({ word, city, meaning, onChange }: LineProps) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const label = t('census.words.means', { text: word.text });
  return (
    <li>
      <span>
        <strong>“{word.text}”</strong>{' '}
        <span className="quiet">{t(`census.words.where.${word.of}`, { rows: format.number(word.rows), row: word.firstRow })}</span>
      </span>
      {word.likely.length > 0 && (
        <span className="word-likely">
          <span className="quiet">{t('census.words.maybe')}</span>
          {word.likely.map(({ id, name }) => (
            <Button
              key={id}
              size="small"
              aria-pressed={meaning === id}
              type={meaning === id ? 'primary' : 'default'}
              onClick={() => onChange(meaning === id ? undefined : id)}
            >
              {named(name)}
            </Button>
          ))}
        </span>
      )}
      {word.of === 'unit' ? (
        <UnitSelect
          label={label}
          placeholder={t('census.words.other')}
          value={word.likely.some(({ id }) => id === meaning) ? undefined : meaning}
          onChange={onChange}
        />
      ) : (
        <Select
          aria-label={label}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('census.words.otherClass')}
          value={meaning ?? null}
          options={city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) }))}
          onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
        />
      )}
    </li>
  );
};

/** Words for units and classes that nobody knows, settled by a person once and remembered with the source. */
export const UnknownWords = ({ one, city }: { one: Import; city: City }) => {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const found = useUnknownWords(one);
  const [meant, setMeant] = useState<Readonly<Record<string, string | undefined>>>({});
  const check = useSayAndCheck(one.id);
  const items = found.data?.items ?? [];
  const said = (of: Word['of']) =>
    Object.fromEntries(items.flatMap((word) => (word.of === of && meant[keyOf(word)] ? [[word.text, meant[keyOf(word)] ?? '']] : [])));
  const settled = items.filter((word) => meant[keyOf(word)]).length;
  if (found.isError && !found.data) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (items.length === 0) return null;
  return (
    <section className="census-card" aria-labelledby="unknown-words">
      <h2 id="unknown-words">{t('census.words.title')}</h2>
      <p className="field-hint">{t('census.words.hint', { source: one.source, own: scopeName(one.scope) })}</p>
      <ul className="plain-list unknown-words">
        {items.map((word) => (
          <Line key={keyOf(word)} word={word} city={city} meaning={meant[keyOf(word)]} onChange={(meaning) => setMeant({ ...meant, [keyOf(word)]: meaning })} />
        ))}
      </ul>
      {check.isError && <ProblemNotice error={check.error} />}
      <Button
        type="primary"
        disabled={settled === 0}
        loading={check.isPending}
        onClick={() => check.mutate({ words: { unit: said('unit'), class: said('class') } })}
      >
        {t('census.words.remember', { count: settled })}
      </Button>
    </section>
  );
};
