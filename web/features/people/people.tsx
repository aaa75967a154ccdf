import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { PersonLine } from '#domain/contract/people.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listPeople } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useTyped } from '../../staff/use-typed.ts';
import { wordGrant } from '../../staff/word-grant.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PersonTags } from './person-tags.tsx';

const Line = ({ person, onOpen }: { person: PersonLine; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <button type="button" className="person-line" onClick={onOpen}>
      <span className="person-head">
        <strong>{named(person.name)}</strong> <span className="mono">{person.username}</span> <PersonTags person={person} />
      </span>
      <p>{person.grants.map((grant) => wordGrant(t, named, grant)).join(t('common.comma'))}</p>
      <p>{person.signedInAt ? t('people.lastIn', { at: format.instant(person.signedInAt) }) : t('people.never')}</p>
    </button>
  );
};

/** An administrator's people: who they are, what they may, and the door to each. */
export const People = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const [get, change] = useFilters();
  const word = get('q') ?? '';
  const [q, setQ] = useTyped(word, (typed) => change({ q: typed.trim() || null }, 'typed'));
  const open = get('person');
  const setOpen = (id: string | null) => change({ person: id });
  const [isInviting, setIsInviting] = useState(false);
  const people = useInfiniteQuery({
    queryKey: ['people', word],
    queryFn: ({ signal, pageParam }) => call(listPeople, { query: defined({ q: word, cursor: pageParam }), signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const found = people.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <div className="list-page">
      <div className="list-head">
        <h1>{t('people.title')}</h1>
        <Input.Search
          allowClear
          maxLength={60}
          value={q}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
          onChange={(event) => setQ(event.target.value)}
        />
        <Button type="primary" onClick={() => setIsInviting(true)}>
          {t('people.invite')}
        </Button>
      </div>
      {people.isError && <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {people.isSuccess && found.length === 0 && <Nothing words={t('people.none')} />}
      {found.map((person) => (
        <Line key={person.id} person={person} onOpen={() => setOpen(person.id)} />
      ))}
      <MoreButton list={people} />
      {isInviting && <InviteDialog city={city} onClose={() => setIsInviting(false)} />}
      {open !== undefined && <PersonDialog key={open} id={open} city={city} onClose={() => setOpen(null)} />}
    </div>
  );
};
