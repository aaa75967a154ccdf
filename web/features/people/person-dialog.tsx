import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { PersonWhole } from '#domain/contract/people.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { FormDialog, Titled } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { changePerson, clearSecondFactor, endPersonSessions, getPerson, invitePerson, unlockPerson } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { wordScope } from '../../staff/word-grant.ts';
import { type DraftGrant, draftOf, GrantsField, givenOf } from './grants-field.tsx';
import { LinkNotice } from './link-notice.tsx';
import { PersonTags } from './person-tags.tsx';

type Send = (run: () => Promise<PersonWhole>) => void;

const Acts = ({ whole, send, onLink }: { whole: PersonWhole; send: Send; onLink: () => void }) => {
  const { t } = useTranslation();
  const { person } = whole;
  const params = { id: person.id };
  const sure = (label: string, run: () => Promise<PersonWhole>) => (
    <Popconfirm title={t('people.act.sure')} okText={t('people.act.yes')} cancelText={t('staff.cancel')} onConfirm={() => send(run)}>
      <Button danger>{label}</Button>
    </Popconfirm>
  );
  const turn = () => call(changePerson, { params, body: { version: person.version, active: !person.active } });
  return (
    <div className="person-acts">
      <Button onClick={onLink}>{t('people.act.relink')}</Button>
      {person.lockedUntil && <Button onClick={() => send(() => call(unlockPerson, { params }))}>{t('people.act.unlock')}</Button>}
      {person.sessions + person.tokens > 0 &&
        sure(t('people.act.endSessions', { sessions: person.sessions, tokens: person.tokens }), () => call(endPersonSessions, { params }))}
      {person.hasSecondFactor && sure(t('people.act.clearFactor'), () => call(clearSecondFactor, { params }))}
      {person.active ? sure(t('people.act.lock'), turn) : <Button onClick={() => send(turn)}>{t('people.act.open')}</Button>}
    </div>
  );
};

interface RolesProps {
  readonly whole: PersonWhole;
  readonly city: City;
  readonly send: Send;
  readonly onFilled: (isFilled: boolean) => void;
}

const Roles = ({ whole, city, send, onFilled }: RolesProps) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { person } = whole;
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [grants, setGrants] = useState<readonly DraftGrant[] | null>(null);
  const shown = grants ?? person.grants.map((grant) => draftOf(grant.role, grant.place?.code ?? grant.unit?.id, wordScope(t, named, grant)));
  const wanted = grants && givenOf(grants);
  const body = {
    version: person.version,
    ...(name.zh === person.name.zh && name.en === person.name.en ? {} : { name }),
    ...(email === (person.email ?? '') ? {} : { email: email || null }),
    ...(wanted ? { grants: wanted } : {}),
  };
  const isFilled = Object.keys(body).length > 1 || grants !== null;
  useEffect(() => onFilled(isFilled), [isFilled, onFilled]);
  const isReady = Object.keys(body).length > 1 && (grants === null || wanted !== null) && name.zh.trim() !== '' && name.en.trim() !== '';
  return (
    <div className="people-form">
      <TextField label={t('people.nameZh')} value={name.zh} onChange={(zh) => setName({ ...name, zh })} maxLength={60} />
      <TextField label={t('people.nameEn')} value={name.en} onChange={(en) => setName({ ...name, en })} maxLength={60} />
      <TextField kind="email" label={t('people.email')} value={email} onChange={setEmail} />
      <GrantsField value={shown} city={city} onChange={setGrants} />
      <Button type="primary" disabled={!isReady} onClick={() => send(() => call(changePerson, { params: { id: person.id }, body }))}>
        {t('people.save')}
      </Button>
    </div>
  );
};

const History = ({ events }: Pick<PersonWhole, 'events'>) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  if (events.length === 0) return <p>{t('people.nothing')}</p>;
  return (
    <ul className="person-history">
      {events.map(({ at, action, by }) => (
        <li key={`${at} ${action}`}>
          {format.instant(at)} {t(`people.event.${action}`)}
          {action !== 'shut' && <>&nbsp;· {by ? named(by) : t('people.bySystem')}</>}
        </li>
      ))}
    </ul>
  );
};

/** One account: names, roles, what can be done to it, and what was. */
export const PersonDialog = ({ id, city, onClose }: { id: string; city: City; onClose: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const queries = useQueryClient();
  const [isFilled, setFilled] = useState(false);
  const key = ['person', id];
  const whole = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getPerson, { params: { id }, signal }), staleTime: 0 });
  const follow = (next?: PersonWhole) => {
    if (next) queries.setQueryData(key, next);
    void queries.invalidateQueries({ queryKey: ['people'] });
  };
  const change = useMutation({
    mutationFn: (run: () => Promise<PersonWhole>) => run(),
    onSuccess: follow,
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const link = useMutation({
    mutationFn: () => call(invitePerson, { params: { id } }),
    onSuccess: () => {
      follow();
      void queries.invalidateQueries({ queryKey: key });
    },
  });
  const error = whole.error ?? change.error ?? link.error;
  const { data } = whole;
  return (
    <FormDialog
      width={720}
      title={data ? <Titled name={named(data.person.name)} by={data.person.username} /> : t('people.title')}
      footer={null}
      isFilled={isFilled}
      onClose={onClose}
    >
      <div className="people-form">
        {error && <ProblemNotice error={error} />}
        {link.data && <LinkNotice {...link.data} />}
        {!data && whole.isPending && <Spin />}
        {data && (
          <>
            <div>
              <PersonTags person={data.person} />
            </div>
            <Acts whole={data} send={(run) => change.mutate(run)} onLink={() => link.mutate()} />
            <Roles key={data.person.version} whole={data} city={city} send={(run) => change.mutate(run)} onFilled={setFilled} />
            <h2>{t('people.history')}</h2>
            <History events={data.events} />
          </>
        )}
      </div>
    </FormDialog>
  );
};
