import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { lackingOf } from '#domain/order-conditions.ts';
import { asksOf, isOver } from '#domain/order-transitions.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { useLetters } from '../../staff/use-letters.ts';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import { AcceptSuggestion } from './accept-suggestion.tsx';
import { ActionForm } from './action-form.tsx';
import { actionKeys } from './action-keys.ts';
import { type Draft, gradesOf, isBlank, useDraft } from './drafts.ts';
import { useOwnKeys } from './own-keys.ts';
import { usePointing } from './pointing.ts';
import { refusalOf } from './refusal-of.ts';
import { useAct } from './use-act.ts';
import { useDone } from './use-done.tsx';
import './order-actions.css';

const immediate: readonly OrderAction[] = ['sign', 'start', 'arrive', 'grant_time', 'grant_pause', 'check', 'take_back'];
const likely: readonly OrderAction[] = [
  'sign',
  'arrive',
  'secure',
  'start',
  'contact',
  'send_crew',
  'resolve',
  'call_back',
  'check',
  'close',
  'grant_time',
  'grant_pause',
  'resume',
  'decide_docket',
  'dispatch',
  'hand_down',
  'hand_up',
  'hand_across',
  'rework',
  'not_solved',
  'no_answer',
  'refuse_time',
  'refuse_pause',
  'answer',
  'ask_time',
  'ask_pause',
  'supervise',
  'docket',
  'merge',
  'choose_asset',
  'split',
  'unmerge',
  'reopen',
  'take_back',
];
const grave: readonly OrderAction[] = ['return', 'void'];

const nextAfter: Readonly<Partial<Record<Order['state'], readonly OrderAction[]>>> = { signed: ['contact'], in_progress: ['resolve'] };

/** The likeliest next step first (on a danger: being there, making it safe), ending moves last. */
const inOrder = (order: Order): OrderAction[] => {
  const first: readonly OrderAction[] = order.isHazard ? likely : [...(nextAfter[order.state] ?? []), ...likely];
  const rank = (action: OrderAction) => (grave.includes(action) ? 99 : first.indexOf(action));
  return order.actions.filter((action) => action !== 'keep_apart').sort((a, b) => rank(a) - rank(b));
};

const givenOf = (draft: Draft) => ({
  note: draft.note,
  reply: draft.reply,
  unitId: draft.unitId,
  photoCount: draft.photos.length,
  hasPosition: draft.position !== undefined,
  day: draft.day,
  grades: gradesOf(draft),
  orderId: draft.orderId,
  reportId: draft.reportId,
  assetId: draft.assetId,
  personId: draft.personId,
});

/** The unit that is accountable has done its part: others have the next word. */
const afterUnit = ['resolved', 'checked', 'called_back'] as const;

const NothingToDo = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  if (isOver(order.state)) return null;
  const state = afterUnit.find((one) => one === order.state);
  return <p className="order-actions order-quiet">{state ? t(`orders.noActionsAfter.${state}`) : t('orders.noActions', { unit: named(order.unit.name) })}</p>;
};

/** Nobody answered: whether it was done shows in the order, which is loaded anew. */
const ActProblem = ({ act: { error, isUnanswered } }: { act: { error: unknown; isUnanswered: boolean } }) => {
  const { t } = useTranslation();
  return isUnanswered ? (
    <ProblemNotice error={error} title={t('orders.unanswered.title')} words={t('orders.unanswered.text')} />
  ) : (
    <ProblemNotice error={error} />
  );
};

/** Where an order has a phone's width, or letters are large, only the likeliest moves stand before this. */
const mostOnAPhone = 3;

interface MovesProps {
  readonly order: Order;
  readonly actions: readonly OrderAction[];
  readonly act: ReturnType<typeof useAct>;
  readonly draft: Draft;
  readonly onChoose: (action: OrderAction) => void;
}

const Moves = ({ order, actions, act, draft, onChoose }: MovesProps) => {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  const { keys, isOn } = useOwnKeys(actionKeys);
  const mayFold = actions.length + (order.suggestion === null ? 0 : 1) > mostOnAPhone + 1;
  return (
    <div className={mayFold && !isWhole ? 'order-buttons order-few' : 'order-buttons'}>
      <AcceptSuggestion
        order={order}
        isBusy={act.isPending}
        onAccept={(unitId, because) => act.mutate({ action: 'dispatch', draft: { ...draft, unitId, note: '', because } })}
      />
      {actions.map((action, i) => (
        <Button
          key={action}
          type={i === 0 && order.suggestion === null && !grave.includes(action) ? 'primary' : 'default'}
          danger={grave.includes(action)}
          disabled={act.isPending}
          loading={act.isPending && act.variables?.action === action}
          onClick={() => onChoose(action)}
          {...(isOn && keys[action] ? { 'aria-keyshortcuts': keys[action] } : {})}
        >
          {t(`orders.action.${action}`)} {isOn && <KeySign of={keys[action]} />}
        </Button>
      ))}
      {mayFold && (
        <Button type="text" className="order-more" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {t(isWhole ? 'orders.fewerActions' : 'orders.moreActions')}
        </Button>
      )}
    </div>
  );
};

/** Only the moves that are legal for this person now, each with the form for what it asks. */
export const OrderActions = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const say = useDone();
  const [open, setOpen] = useState<OrderAction | null>(null);
  const [tries, setTries] = useState(0);
  const [isByKey, setIsByKey] = useState(false);
  const [draft, change, clear] = useDraft(order.id);
  const act = useAct(order, (action, next) => {
    setOpen(null);
    setTries(0);
    clear();
    say(action, next);
  });

  const actions = inOrder(order);
  const current = open !== null && actions.includes(open) ? open : null;
  const rejection = current === null ? null : lackingOf(asksOf(order.state, current, order), givenOf(draft));

  // That somebody was quicker stands above the form, once.
  const error = act.isStale ? null : act.error;
  const refusal =
    current === null
      ? null
      : refusalOf({ rejection, tries, error, draft }, language, { unitId: t('orders.unchosen.unit'), reportId: t('orders.unchosen.report') });

  const choose = (action: OrderAction, withKey = false) => {
    setIsByKey(withKey);
    act.reset();
    setTries(0);
    if (immediate.includes(action)) act.mutate({ action, draft });
    else setOpen(action);
  };
  usePointing((assetId) => {
    if (assetId === order.assetId || !order.actions.includes('choose_asset')) return;
    choose('choose_asset');
    change({ assetId });
  });
  const confirm = () => {
    setTries(tries + 1);
    if (current !== null && rejection === null) act.mutate({ action: current, draft }, { onError: () => setTries((before) => before + 1) });
  };
  const after = useAfterPhotos(confirm);
  const { keys, isOn } = useOwnKeys(actionKeys);
  useLetters(
    Object.fromEntries(actions.flatMap((action) => (keys[action] === undefined ? [] : [[keys[action], () => choose(action, true)]]))),
    isOn && current === null && !act.isPending,
  );
  if (actions.length === 0 && !act.isStale && isBlank(draft)) return <NothingToDo order={order} />;
  return (
    <section className="order-actions" aria-label={t('orders.section.actions')}>
      {act.isStale && (
        <Alert type="warning" showIcon role="alert" title={t('orders.stale.title')} description={t('orders.stale.text')} closable={{ onClose: act.reset }} />
      )}
      {act.isError && refusal === null && !act.isStale && <ActProblem act={act} />}
      {current === null && !isBlank(draft) && (
        <details>
          <summary>{t('orders.kept')}</summary>
          <p className="order-words">{[draft.note, draft.reply].filter(Boolean).join('\n')}</p>
        </details>
      )}
      {current !== null && (
        <ActionForm
          order={order}
          action={current}
          draft={draft}
          change={change}
          refusal={refusal}
          tries={tries}
          isBusy={act.isPending || after.isWaiting}
          isByKey={isByKey}
          onConfirm={after.press}
          onComing={after.told}
          onCancel={() => setOpen(null)}
        />
      )}
      {current === null && <Moves order={order} actions={actions} act={act} draft={draft} onChoose={choose} />}
    </section>
  );
};
