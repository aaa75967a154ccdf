import { UndoOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { listDoubts } from '#domain/contract/import-doubts.ts';
import type { Import } from '#domain/contract/imports.ts';
import { call, type Reply } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { decideDoubts, takeBackDecisions } from '../../staff/registry-routes.ts';
import { Toggle } from '../../staff/toggle.tsx';
import { answersTo, answerWords, Doubt } from './doubt.tsx';
import { type Decision, type DoubtFilter, type DoubtKind, useAfterDecision, type useDoubts } from './queries.ts';

type Which = { rows?: number[]; kind?: DoubtKind };

interface Props {
  readonly one: Import;
  readonly found: ReturnType<typeof useDoubts>;
  readonly filter: DoubtFilter;
  readonly onFilter: (filter: DoubtFilter) => void;
  readonly chosenRow: number | null;
  readonly onChoose: (row: number) => void;
}

interface KindProps {
  readonly of: Reply<typeof listDoubts>['kinds'][number];
  readonly isBusy: boolean;
  /** Only this kind is listed; there is no such choice where there are no others. */
  readonly isAlone: boolean;
  readonly onAlone: ((isAlone: boolean) => void) | null;
  readonly onDecide: (decision: Decision) => void;
  readonly onTakeBack: () => void;
}

/** Many that were decided of one kind are taken back at once, as they were decided. */
const TakeBackAll = ({ of: { decided }, isBusy, onTakeBack }: Pick<KindProps, 'of' | 'isBusy' | 'onTakeBack'>) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="kind-decided">
      <span className="quiet">{t('census.doubts.decided', { count: decided, shown: format.number(decided) })}</span>
      <Popconfirm
        title={t('census.doubts.takeBackSure', { count: decided, shown: format.number(decided) })}
        okText={t('census.doubts.takeBackYes')}
        cancelText={t('staff.cancel')}
        onConfirm={onTakeBack}
      >
        <Button size="small" type="text" icon={<UndoOutlined />} disabled={isBusy}>
          {t('census.doubts.takeBackAll')}
        </Button>
      </Popconfirm>
    </span>
  );
};

const KindBar = ({ of, isBusy, isAlone, onAlone, onDecide, onTakeBack }: KindProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, open, decided } = of;
  return (
    <li>
      <span>
        <strong>{format.number(open)}</strong> {t(`census.doubts.kind.${kind}`)}
      </span>
      <span className="kind-acts">
        {onAlone && <Toggle label={t('census.doubts.only')} isOn={isAlone} onChange={onAlone} />}
        {(open > 0 ? answersTo(kind) : []).map((decision) => (
          <Popconfirm
            key={decision}
            title={t(answerWords(kind, decision).allSure, { count: open, shown: format.number(open) })}
            okText={t('census.doubts.yesAll')}
            cancelText={t('staff.cancel')}
            onConfirm={() => onDecide(decision)}
          >
            <Button size="small" disabled={isBusy}>
              {t(answerWords(kind, decision).all)}
            </Button>
          </Popconfirm>
        ))}
      </span>
      {decided > 0 && <TakeBackAll of={of} isBusy={isBusy} onTakeBack={onTakeBack} />}
    </li>
  );
};

const none: readonly number[] = [];

const useDecisions = (one: Import) => {
  const after = useAfterDecision(one);
  const decide = useMutation({
    mutationFn: (body: Which & { decision: Decision }) => call(decideDoubts, { params: { id: one.id }, body }),
    onSuccess: (_, { rows, decision }) => after(rows, decision),
  });
  const takeBack = useMutation({
    mutationFn: (body: Which) => call(takeBackDecisions, { params: { id: one.id }, body }),
    onSuccess: (_, { rows }) => after(rows, null),
  });
  const pending = [decide, takeBack].find(({ isPending }) => isPending);
  /** What is being answered now: those rows, or all of a kind. */
  const busyRows: readonly number[] | 'all' = pending ? (pending.variables?.rows ?? 'all') : none;
  return { decide: decide.mutate, takeBack: takeBack.mutate, busyRows, error: decide.error ?? takeBack.error };
};

interface ListProps extends Omit<Props, 'one'>, Pick<ReturnType<typeof useDecisions>, 'decide' | 'takeBack' | 'busyRows'> {
  readonly items: Reply<typeof listDoubts>['items'];
}

const List = ({ items, found, filter, onFilter, chosenRow, onChoose, decide, takeBack, busyRows }: ListProps) => {
  const { t } = useTranslation();
  const isNarrowed = filter.kind !== null || filter.isOpen;
  return (
    <>
      {(isNarrowed || found.hasNextPage) && (
        <p className="doubts-which">
          <Toggle label={t('census.doubts.onlyOpen')} isOn={filter.isOpen} onChange={(isOpen) => onFilter({ ...filter, isOpen })} />
        </p>
      )}
      {items.length === 0 && (
        <Nothing words={t('census.doubts.noneSo')}>
          <Button onClick={() => onFilter({ kind: null, isOpen: false })}>{t('census.doubts.showAll')}</Button>
        </Nothing>
      )}
      <ol className={`plain-list doubts${found.isPlaceholderData ? ' doubts-old' : ''}`}>
        {items.map((item) => (
          <Doubt
            key={item.row}
            doubt={item}
            isChosen={item.row === chosenRow}
            isBusy={busyRows === 'all' || busyRows.includes(item.row)}
            onChoose={onChoose}
            onDecide={decide}
            onTakeBack={takeBack}
          />
        ))}
      </ol>
      <MoreButton list={found} block />
    </>
  );
};

/** Rows that may be a well that stands already, or one of the file's own: a person says which, one by one or all of a kind. */
export const Doubts = (props: Props) => {
  const { one, found, filter, onFilter } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { error, ...decisions } = useDecisions(one);
  if (found.isPending) return <Skeleton active paragraph={{ rows: 4 }} />;
  if (!found.data) return <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap((page) => page.items);
  const { open = 0, kinds = [] } = found.data.pages[0] ?? {};
  if (items.length === 0 && filter.kind === null && !filter.isOpen) return null;
  return (
    <section className="census-card" aria-labelledby="doubts">
      <h2 id="doubts">{open > 0 ? t('census.doubts.title', { count: open, shown: format.number(open) }) : t('census.doubts.settled')}</h2>
      {open > 0 && <p className="field-hint">{t('census.doubts.hint')}</p>}
      {error && <ProblemNotice error={error} />}
      {kinds.length > 0 && (
        <ul className="plain-list doubt-kinds">
          {kinds.map((of) => (
            <KindBar
              key={of.kind}
              of={of}
              isBusy={decisions.busyRows !== none}
              isAlone={filter.kind === of.kind}
              onAlone={kinds.length > 1 ? (isAlone) => onFilter({ ...filter, kind: isAlone ? of.kind : null }) : null}
              onDecide={(decision) => decisions.decide({ decision, kind: of.kind })}
              onTakeBack={() => decisions.takeBack({ kind: of.kind })}
            />
          ))}
        </ul>
      )}
      <List {...props} {...decisions} items={items} />
    </section>
  );
};
