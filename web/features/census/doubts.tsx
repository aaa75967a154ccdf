import { UndoOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { listDoubts } from '#domain/contract/import-doubts.ts';
import type { Import } from '#domain/contract/imports.ts';
import { call, type Reply } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { decideDoubts, takeBackDecisions } from '../../staff/registry-routes.ts';
import { answersTo, answerWords, type Decision, Doubt } from './doubt.tsx';
import { useAfterDecision, type useDoubts } from './queries.ts';

type Kind = Reply<typeof listDoubts>['kinds'][number]['kind'];
type Which = { rows?: number[]; kind?: Kind };

interface Props {
  readonly one: Import;
  readonly found: ReturnType<typeof useDoubts>;
  readonly chosenRow: number | null;
  readonly onChoose: (row: number) => void;
}

interface KindProps {
  readonly of: Reply<typeof listDoubts>['kinds'][number];
  readonly isBusy: boolean;
  readonly onDecide: (decision: Decision) => void;
  readonly onTakeBack: () => void;
}

/** Many that were decided of one kind are taken back at once, as they were decided. */
const TakeBackAll = ({ of: { decided }, isBusy, onTakeBack }: Omit<KindProps, 'onDecide'>) => {
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

const KindBar = ({ of, isBusy, onDecide, onTakeBack }: KindProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, open, decided } = of;
  return (
    <li>
      <span>
        <strong>{format.number(open)}</strong> {t(`census.doubts.kind.${kind}`)}
      </span>
      <span className="kind-acts">
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

/** Rows that may be a well that stands already, or one of the file's own: a person says which, one by one or all of a kind. */
export const Doubts = ({ one, found, chosenRow, onChoose }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const after = useAfterDecision(one.id);
  const decide = useMutation({
    mutationFn: (body: Which & { decision: Decision }) => call(decideDoubts, { params: { id: one.id }, body }),
    onSuccess: after,
  });
  const takeBack = useMutation({
    mutationFn: (body: Which) => call(takeBackDecisions, { params: { id: one.id }, body }),
    onSuccess: after,
  });
  const isBusy = decide.isPending || takeBack.isPending;
  if (found.isPending) return <Skeleton active paragraph={{ rows: 4 }} />;
  if (found.isError) return <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap((page) => page.items);
  const { open = 0, kinds = [] } = found.data.pages[0] ?? {};
  if (items.length === 0) return null;
  return (
    <section className="census-card" aria-labelledby="doubts">
      <h2 id="doubts">{open > 0 ? t('census.doubts.title', { count: open, shown: format.number(open) }) : t('census.doubts.settled')}</h2>
      {open > 0 && <p className="field-hint">{t('census.doubts.hint')}</p>}
      {decide.isError && <ProblemNotice error={decide.error} />}
      {takeBack.isError && <ProblemNotice error={takeBack.error} />}
      {kinds.length > 0 && (
        <ul className="plain-list doubt-kinds">
          {kinds.map((of) => (
            <KindBar
              key={of.kind}
              of={of}
              isBusy={isBusy}
              onDecide={(decision) => decide.mutate({ decision, kind: of.kind })}
              onTakeBack={() => takeBack.mutate({ kind: of.kind })}
            />
          ))}
        </ul>
      )}
      <ol className="plain-list doubts">
        {items.map((item) => (
          <Doubt
            key={item.row}
            doubt={item}
            isChosen={item.row === chosenRow}
            isBusy={isBusy}
            onChoose={() => onChoose(item.row)}
            onDecide={(decision) => decide.mutate({ decision, rows: [item.row] })}
            onTakeBack={() => takeBack.mutate({ rows: [item.row] })}
          />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('staff.more')}
        </Button>
      )}
    </section>
  );
};
