import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { call } from '../../client/call.ts';
import { FormDialog } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { createPerson } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { type DraftGrant, draftOf, GrantsField, givenOf } from './grants-field.tsx';
import { LinkNotice } from './link-notice.tsx';

/** A new account: who, as what and where; the link to it is shown once. */
export const InviteDialog = ({ city, onClose }: { city: City; onClose: () => void }) => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [given, setGiven] = useState({ username: '', zh: '', en: '', email: '' });
  const [grants, setGrants] = useState<readonly DraftGrant[]>(() => [draftOf('dispatcher', undefined)]);
  const wanted = givenOf(grants);
  const name = { zh: given.zh.trim(), en: given.en.trim() || given.zh.trim() };
  const isWhole = given.username !== '' && name.zh !== '' && wanted !== null && wanted.length > 0;
  const invite = useMutation({
    mutationFn: () =>
      call(createPerson, {
        body: { username: given.username, name, ...(given.email ? { email: given.email } : {}), grants: wanted ?? [] },
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const set = (name: keyof typeof given) => (value: string) => setGiven((before) => ({ ...before, [name]: value.trimStart() }));
  const isMade = invite.data !== undefined;
  return (
    <FormDialog
      width={640}
      title={t('people.invite')}
      okText={isMade ? t('staff.close') : t('people.send')}
      okButtonProps={{ loading: invite.isPending, disabled: !isMade && !isWhole }}
      cancelButtonProps={isMade ? { style: { display: 'none' } } : {}} // the account is made: nothing is called off any more
      onOk={() => (isMade ? onClose() : invite.mutate())}
      isFilled={!isMade && Object.values(given).some(Boolean)}
      onClose={onClose}
    >
      {invite.data ? (
        <LinkNotice {...invite.data} />
      ) : (
        <RefusedForm error={invite.error} className="people-form">
          {invite.isError && <ProblemNotice error={invite.error} />}
          <TextField
            name="username"
            label={t('people.username')}
            hint={t('people.usernameHint')}
            value={given.username}
            onChange={(typed) => set('username')(typed.toLowerCase())} // the only letters it may have
            maxLength={64}
          />
          <TextField name="name/zh" label={t('people.nameZh')} value={given.zh} onChange={set('zh')} maxLength={60} />
          <TextField name="name/en" label={t('people.nameEn')} hint={t('people.nameEnHint')} value={given.en} onChange={set('en')} maxLength={60} />
          <TextField name="email" kind="email" label={t('people.email')} value={given.email} onChange={set('email')} />
          <GrantsField value={grants} city={city} onChange={setGrants} />
          {!isWhole && <p className="quiet">{t('people.needs')}</p>}
        </RefusedForm>
      )}
    </FormDialog>
  );
};
