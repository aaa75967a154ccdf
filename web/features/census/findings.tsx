import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Import } from '#domain/contract/imports.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { applyImport } from '../../staff/registry-routes.ts';
import { Doubts } from './doubts.tsx';
import { FollowedUnits } from './followed-units.tsx';
import { type DoubtFilter, useDoubts, useStep } from './queries.ts';
import { Refusals } from './refusals.tsx';
import { SampleMap } from './sample-map.tsx';
import { ScarceRanges } from './scarce-ranges.tsx';
import { UnknownWords } from './unknown-words.tsx';

const always = ['rows', 'fresh', 'changed', 'unchanged', 'asked', 'refused'] as const;
const sometimes = ['older', 'merged', 'adopted', 'aliases'] as const;

const Counts = ({ counts }: { counts: Import['counts'] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className="import-counts">
      {[...always, ...sometimes.filter((name) => counts[name])].map((name) => (
        <div key={name} className={`count-${name}${counts[name] ? '' : ' count-none'}`}>
          <dt>{t(`census.counts.${name}`)}</dt>
          <dd>{format.number(counts[name] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
};

/** The one act that writes: what it will do is said before, and what was decided since can be added after. */
const Apply = ({ one, open, decided }: { one: Import; open: number; decided: number }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { modal } = App.useApp();
  const apply = useStep<void>(one.id, () => call(applyImport, { params: { id: one.id } }));
  const { fresh = 0, changed = 0, merged = 0, refused = 0 } = one.counts;
  const isOver = one.state === 'applied';
  const ask = () =>
    modal.confirm({
      title: t('census.apply.sure'),
      content: t('census.apply.means', {
        fresh: format.number(fresh),
        changed: format.number(changed),
        open: format.number(open),
        refused: format.number(refused),
      }),
      okText: t('census.apply.do'),
      cancelText: t('staff.cancel'),
      onOk: () => apply.mutate(),
    });
  if (isOver)
    return (
      <Alert
        type="success"
        showIcon
        title={t('census.apply.done', { fresh: format.number(fresh), changed: format.number(changed) })}
        description={
          <>
            <p>
              {open > 0 ? t('census.apply.stillOpen', { count: open, shown: format.number(open) }) : t('census.apply.allDone')}{' '}
              <Link href="/registry">{t('census.apply.look')}</Link>
            </p>
            {apply.isError && <ProblemNotice error={apply.error} />}
            {decided > 0 && (
              <Button loading={apply.isPending} onClick={() => apply.mutate()}>
                {t('census.apply.decided')}
              </Button>
            )}
          </>
        }
      />
    );
  const isNothing = fresh + changed + merged === 0; // what joined another leaves its number with it
  return (
    <div className="census-card import-apply">
      <p>
        {isNothing ? t('census.apply.nothing') : open > 0 ? t('census.apply.openFirst', { count: open, shown: format.number(open) }) : t('census.apply.ready')}
      </p>
      {apply.isError && <ProblemNotice error={apply.error} />}
      <Button type="primary" size="large" loading={apply.isPending} disabled={isNothing} onClick={ask}>
        {t('census.apply.button', { rows: format.number(fresh + changed) })}
      </Button>
    </div>
  );
};

/** What a check found, or what was taken in: counts, the map of a sample, refused rows, unknown words, doubts; then the act. */
export const Findings = ({ one, city }: { one: Import; city: City }) => {
  const [chosenRow, setChosenRow] = useState<number | null>(null);
  const [filter, setFilter] = useState<DoubtFilter>({ kind: null, isOpen: false });
  const doubts = useDoubts(one, filter);
  const items = doubts.data?.pages.flatMap((page) => page.items) ?? [];
  const first = doubts.data?.pages[0];
  const { refused = 0 } = one.counts;
  return (
    <>
      <Counts counts={one.counts} />
      <ScarceRanges one={one} />
      <FollowedUnits one={one} />
      <Apply one={one} open={first?.open ?? 0} decided={first?.kinds.reduce((sum, { decided }) => sum + decided, 0) ?? 0} />
      <div className="import-findings">
        <div className="findings-list">
          {refused > 0 && <Refusals one={one} />}
          {refused > 0 && one.state !== 'applied' && <UnknownWords one={one} city={city} />}
          <Doubts one={one} found={doubts} filter={filter} onFilter={setFilter} chosenRow={chosenRow} onChoose={setChosenRow} />
        </div>
        <SampleMap one={one} city={city} doubt={items.find(({ row }) => row === chosenRow) ?? null} onChoose={setChosenRow} />
      </div>
    </>
  );
};
