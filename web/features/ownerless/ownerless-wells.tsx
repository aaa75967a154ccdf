import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listOwnerless, publishNotice } from '../../staff/routes.ts';
import { useDebounced } from '../../staff/use-debounced.ts';
import { Address } from '../../ui/address.tsx';

/** Wells of the registrar's place that nobody owns and that stand in no notice yet. */
export const OwnerlessWells = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const wells = useQuery({
    queryKey: ['ownerless', q],
    queryFn: ({ signal }) => call(listOwnerless, { query: q ? { q } : {}, signal }),
    placeholderData: keepPreviousData,
  });
  const publish = useMutation({
    mutationFn: (assetId: string) => call(publishNotice, { body: { assetId, ...(note.trim() ? { note } : {}) } }),
    onSuccess: () => {
      setNote(''); // said of this well, not of the next one
      message.success(t('ownerless.published'));
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['ownerless'] }), queries.invalidateQueries({ queryKey: ['ownership-notices'] })]),
  });
  return (
    <>
      <Input
        type="search"
        aria-label={t('ownerless.find')}
        placeholder={t('ownerless.find')}
        maxLength={60}
        allowClear
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <Input
        aria-label={t('ownerless.publishNote')}
        placeholder={t('ownerless.publishNote')}
        maxLength={2000}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      {publish.isError && <ProblemNotice error={publish.error} />}
      {wells.isError && <ProblemNotice error={wells.error} onRetry={() => void wells.refetch()} />}
      {wells.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {wells.data?.wells.length === 0 && <Nothing words={t(q ? 'ownerless.noneFound' : 'ownerless.noWells')} />}
      <ul className="plain-list sheet-card" hidden={!wells.data?.wells.length}>
        {wells.data?.wells.map(({ assetId, className, address, street, isNoticed }) => (
          <li key={assetId} className="ownerless-row ownerless-well">
            <Link href={`/registry/${assetId}`} className="mono">
              {formatPlate(assetId)}
            </Link>
            <span>
              {named(className)}&nbsp;· {named(street)}
              {address && (
                <>
                  &nbsp;· <Address of={address} />
                </>
              )}
            </span>
            {isNoticed && <Tag>{t('ownerless.again')}</Tag>}
            <Button size="small" loading={publish.isPending && publish.variables === assetId} onClick={() => publish.mutate(assetId)}>
              {t('ownerless.publish')}
            </Button>
          </li>
        ))}
      </ul>
      {wells.data?.hasMore && <p>{t('ownerless.more', { count: wells.data.wells.length })}</p>}
    </>
  );
};
