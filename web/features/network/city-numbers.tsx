import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CityNumbers } from '#domain/contract/city-numbers.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { getCityNumbers, putCityNumbers } from '../../staff/routes.ts';
import { ScrollAside } from '../../staff/scroll-aside.tsx';

type Named = CityNumbers['numbers'][number]['name'];

const key = ['city-numbers'];

const Numbers = ({ known }: { known: CityNumbers }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const queries = useQueryClient();
  const [set, setSet] = useState<Partial<Record<Named, number>>>({});
  const changes = known.numbers.flatMap(({ name, value: was }) => {
    const value = set[name];
    return value === undefined || value === was ? [] : [{ name, was, value }];
  });
  const save = useMutation({
    mutationFn: (sent: typeof changes) => call(putCityNumbers, { body: { changes: sent } }),
    onSuccess: (next, sent) => {
      queries.setQueryData(key, next);
      // What was changed again while it was on its way is not saved yet.
      setSet((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => sent.every((one) => one.name !== name || one.value !== value))));
    },
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <>
      <p>{t('network.numbers.explain')}</p>
      <ScrollAside label={t('network.numbers.title')}>
        <table className="network-rules network-numbers" aria-label={t('network.numbers.title')}>
          <tbody>
            {known.numbers.map(({ name, value, standard, least, most, unit }) => (
              <tr key={name}>
                <th scope="row">{t(`network.numbers.name.${name}`)}</th>
                <td>
                  {known.mayEdit ? (
                    <InputNumber
                      aria-label={t(`network.numbers.name.${name}`)}
                      min={least}
                      max={most}
                      precision={0}
                      value={set[name] ?? value}
                      onChange={(next) => setSet({ ...set, [name]: next ?? value })}
                    />
                  ) : (
                    value
                  )}{' '}
                  {t(`network.numbers.unit.${unit}`)}
                </td>
                <td>{t('network.numbers.bounds', { least, most, standard })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAside>
      {known.mayEdit && (
        <Button type="primary" disabled={changes.length === 0} loading={save.isPending} onClick={() => save.mutate(changes)}>
          {t('network.numbers.save')}
        </Button>
      )}
      {save.error && <ProblemNotice error={save.error} />}
      <ul className="plain-list">
        {known.changes.map(({ at, person, name, before, after }) => (
          <li key={`${at} ${name}`}>
            {t('network.numbers.change', { at: format.instant(at), who: named(person), name: t(`network.numbers.name.${name}`), before, after })}
          </li>
        ))}
      </ul>
    </>
  );
};

/** The limits and windows that the city sets for itself. */
export const CityNumbersView = () => {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getCityNumbers, { signal }) });
  return (
    <section className="network-run">
      <h2>{t('network.numbers.title')}</h2>
      {found.error && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {found.data && <Numbers known={found.data} />}
    </section>
  );
};
