import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '#domain/contract/city.ts';
import { call } from '../client/call.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { defined } from './defined.ts';
import { listUnits } from './routes.ts';
import { useDebounced } from './use-debounced.ts';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** A place code; its units come first. */
  readonly near?: string | undefined;
  /** `place`: the value is a place's code, and only handling centres, which each stand for a place, are offered. */
  readonly of?: 'unit' | 'place';
  /** Which of them can be meant at all; every one where it is not said. */
  readonly mayBe?: (unit: Unit) => boolean;
  /** Chosen before, or to be offered first: named though no search found them. */
  readonly known?: readonly { readonly value: string; readonly label: string }[];
  readonly label: string;
  readonly placeholder?: string;
  readonly id?: string;
  readonly isInvalid?: boolean;
  /** One has to be chosen: nothing to clear, and one stop less on the way of the Tab key. */
  readonly isRequired?: boolean;
}

const useUnits = (q: string, near: string | undefined) => {
  const word = useDebounced(q.trim(), 250);
  return useQuery({
    queryKey: ['units', word, near ?? ''],
    queryFn: ({ signal }) => call(listUnits, { query: defined({ q: word.slice(0, 40), near }), signal }),
    placeholderData: (before) => before,
    staleTime: 10 * 60_000,
  });
};

/** Finds a unit, or a place by its handling centre, by typing part of its name. */
export const UnitSelect = ({ value, onChange, near, of = 'unit', mayBe, known = [], label, placeholder, id, isInvalid = false, isRequired = false }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [q, setQ] = useState('');
  const units = useUnits(q, near);
  const fits = (unit: Unit) => (of === 'unit' || (unit.kind === 'centre' && unit.level !== 'city')) && (mayBe?.(unit) ?? true);
  const found = (units.data?.units ?? []).filter(fits).map((unit) => ({ value: of === 'unit' ? unit.id : unit.placeCode, label: named(unit.name) }));
  const options = [...known.filter(({ value: one }) => !found.some((option) => option.value === one)), ...found];
  const nothing = units.isError ? t('staff.unit.failed') : t(`staff.${of}.none`);
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={label}
      className="unit-select"
      allowClear={!isRequired}
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value ?? null}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      placeholder={placeholder ?? t(`staff.${of}.search`)}
      options={options}
      loading={units.isFetching}
      notFoundContent={units.isFetching ? t('staff.loading') : nothing}
      {...(isInvalid ? { status: 'error' as const } : {})}
    />
  );
};
