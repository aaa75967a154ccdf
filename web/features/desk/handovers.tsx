import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Handover, Handovers as Reply } from '#domain/contract/handovers.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { type Change, useTabDraft } from '../../client/use-tab-draft.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useLeaving } from '../../staff/form-dialog.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createHandover, listHandovers, takeHandover } from '../../staff/routes.ts';
import { HazardTag, StateTag } from '../../staff/tags.tsx';
import { AddressOrStreet } from '../../ui/address.tsx';

const key = ['handovers'];

const useChange = <Given,>(change: (given: Given) => Promise<Reply>, onDone: () => void = () => undefined) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (reply) => {
      queries.setQueryData(key, reply);
      onDone();
    },
  });
};

const OneHandover = ({ given, onFollow }: { given: Handover; onFollow: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const take = useChange((id: string) => call(takeHandover, { params: { id } }));
  return (
    <li className={`handover${given.takenAt === null && !given.isOwn ? ' is-new' : ''}`}>
      <header>
        <strong>{named(given.place)}</strong>
        <span>
          {named(given.person)}&nbsp;· {format.instant(given.at)}
        </span>
      </header>
      <p className="order-words">{given.note}</p>
      <p className="field-hint">{t('desk.handover.stood', { open: given.openCount, danger: given.dangerCount, late: given.lateCount })}</p>
      {given.orders.length > 0 && (
        <ul className="plain-list">
          {given.orders.map((order) => (
            <li key={order.id}>
              <Link href={`/desk/${order.id}`} onClick={onFollow}>
                <span className="mono">{order.id}</span> {named(order.kind)}&nbsp;· <AddressOrStreet address={order.address} street={order.street} />
              </Link>{' '}
              <StateTag state={order.state} /> {order.isHazard && <HazardTag />}
            </li>
          ))}
        </ul>
      )}
      {take.isError && <ProblemNotice error={take.error} />}
      {given.takenAt !== null && given.takenBy !== null ? (
        <p className="field-hint">{t('desk.handover.taken', { person: named(given.takenBy), at: format.instant(given.takenAt) })}</p>
      ) : given.isOwn ? (
        <p className="field-hint">{t('desk.handover.untaken')}</p>
      ) : (
        <Button type="primary" loading={take.isPending} onClick={() => take.mutate(given.id)}>
          {t('desk.handover.take')}
        </Button>
      )}
    </li>
  );
};

interface Draft {
  readonly note: string;
  /** null: the first of one's places. */
  readonly place: string | null;
}

const blank: Draft = { note: '', place: null };

interface WriteProps {
  readonly places: Reply['places'];
  readonly orders: readonly OrderRow[];
  readonly draft: Draft;
  readonly change: Change<Draft>;
  readonly onWritten: () => void;
}

const Write = ({ places, orders, draft: { note, place }, change, onWritten }: WriteProps) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const placeCode = (places.find(({ code }) => code === place) ?? places[0])?.code ?? '';
  const write = useChange(() => call(createHandover, { body: { placeCode, note: note.trim(), orderIds: orders.map(({ id }) => id) } }), onWritten);
  return (
    <form
      className="handover-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== '') write.mutate(undefined);
      }}
    >
      {places.length > 1 && (
        <Select
          aria-label={t('desk.handover.place')}
          value={placeCode}
          onChange={(next) => change({ place: next })}
          options={places.map(({ code, name }) => ({ value: code, label: named(name) }))}
        />
      )}
      <Input.TextArea
        aria-label={t('desk.handover.note')}
        placeholder={t('desk.handover.note')}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={2000}
        value={note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <p className="field-hint">{orders.length === 0 ? t('desk.handover.howToName') : t('desk.handover.named', { count: orders.length })}</p>
      {write.isError && <ProblemNotice error={write.error} />}
      <Button htmlType="submit" loading={write.isPending} disabled={note.trim() === ''}>
        {t('desk.handover.write')}
      </Button>
    </form>
  );
};

/** What the shift before left, and what this one leaves, which is for others to take; an order that is followed stands where the drawer stood; the orders chosen in the queue go with it. Words that were begun outlive the page, and its button says so. */
export const Handovers = ({ by, chosen }: { by: string; chosen: readonly OrderRow[] }) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { draft, change, clear } = useTabDraft(`handover-${by}`, blank);
  const isBegun = draft.note.trim() !== '';
  const leave = useLeaving(isBegun, () => {
    clear();
    setIsOpen(false);
  });
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listHandovers, { signal }), refetchInterval: 60_000 });
  const fresh = found.data?.handovers.filter(({ takenAt, isOwn }) => takenAt === null && !isOwn).length ?? 0;
  return (
    <>
      <Badge count={fresh} size="small">
        <Button size="small" onClick={() => setIsOpen(true)}>
          {t(isBegun ? 'desk.handover.begun' : 'desk.handover.title')}
        </Button>
      </Badge>
      <Drawer open={isOpen} onClose={leave} title={t('desk.handover.title')} size="large">
        {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && (
          <>
            <Write places={found.data.places} orders={chosen} draft={draft} change={change} onWritten={clear} />
            {found.data.handovers.length === 0 ? (
              <Nothing words={t('desk.handover.none')} />
            ) : (
              <ul className="plain-list">
                {found.data.handovers.map((one) => (
                  <OneHandover key={one.id} given={one} onFollow={() => setIsOpen(false)} />
                ))}
              </ul>
            )}
          </>
        )}
      </Drawer>
    </>
  );
};
