import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { OwnershipNotice } from '#domain/contract/ownership-notices.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { AndAddress } from '../../ui/address.tsx';
import { dot } from '../../ui/dotted.ts';
import { PhotoStrip } from '../orders/photo-strip.tsx';
import { ClaimForm } from './claim-form.tsx';
import { DecisionForm } from './decision-form.tsx';

const Claims = ({ notice }: { notice: OwnershipNotice }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const wordOf = { true: 'ownerless.accepted', false: 'ownerless.notAccepted', null: 'ownerless.pending' } as const;
  if (notice.claims.length === 0) return notice.claimCount > 0 ? <p>{t('ownerless.claimCount', { count: notice.claimCount })}</p> : null;
  return (
    <>
      <h3>{t('ownerless.claims')}</h3>
      {notice.claims.map((claim) => (
        <div key={claim.id} className="ownerless-claim">
          <p>
            <strong>{named(claim.unit.name)}</strong> {format.instant(claim.at)} <Tag>{t(wordOf[`${claim.accepted}`])}</Tag>
          </p>
          <p>{claim.note}</p>
          <PhotoStrip photos={claim.photos} label="ownerless.photo" />
        </div>
      ))}
    </>
  );
};

const Steps = ({ steps }: { steps: OwnershipNotice['steps'] }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <details>
      <summary>{t('ownerless.steps')}</summary>
      <ul className="plain-list">
        {steps.map(({ at, step, person, unit, note }) => (
          <li key={`${at} ${step} ${unit?.zh ?? ''}`}>
            {format.instant(at)} {t(`ownerless.step.${step}`)}
            {unit && `${dot}${named(unit)}`}&nbsp;· {person ? named(person) : t('ownerless.system')}
            {note && `${dot}${note}`}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** One notice: where, until when, who keeps the well meanwhile, who claims it and why, and what is to be decided. */
export const NoticeCard = ({ notice }: { notice: OwnershipNotice }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { outcome, owner, keeper } = notice;
  return (
    <article className="ownerless-notice sheet-card">
      <header className="ownerless-row">
        <h2>
          {notice.className && `${named(notice.className)}${dot}`}
          {t('common.place', { district: named(notice.district), street: named(notice.street) })}
          <AndAddress of={notice.address} />
        </h2>
        {outcome ? (
          <span className="tone-tag tone-good">{t(`ownerless.outcome.${outcome}`, { owner: owner ? named(owner) : '', keeper: named(keeper) })}</span>
        ) : (
          <span className={`tone-tag tone-${notice.isOver ? 'wait' : 'work'}`}>{t(notice.isOver ? 'ownerless.over' : 'ownerless.running')}</span>
        )}
      </header>
      <p>
        <Link href={`/registry/${notice.assetId}`} className="mono">
          {formatPlate(notice.assetId)}
        </Link>
      </p>
      <p className="quiet">
        {t('ownerless.period', { from: format.date(notice.openedAt), to: format.date(notice.endsOn) })}
        {outcome === null && `${dot}${t('ownerless.keeper', { unit: named(keeper) })}`}
      </p>
      {notice.note && <p>{notice.note}</p>}
      <Claims notice={notice} />
      {notice.mayClaim.length > 0 && <ClaimForm notice={notice} />}
      {notice.mayDecide && <DecisionForm notice={notice} />}
      <Steps steps={notice.steps} />
    </article>
  );
};
