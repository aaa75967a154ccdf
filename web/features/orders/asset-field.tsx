import { Button, Input, Radio } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import { farthestMergeM } from '#domain/join-orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useAssets } from '../../staff/assets.ts';
import { RefusalAt, useRefused } from '../../staff/refused.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { dotted } from '../../ui/dotted.ts';
import type { ChangeDraft, Draft } from './drafts.ts';

interface Props {
  readonly order: Order;
  readonly draft: Draft;
  readonly change: ChangeDraft;
}

interface Choice {
  readonly id: string;
  /** The number that a candidate has in the list and on the map. */
  readonly rank: number | null;
  readonly words: readonly string[];
}

const leastShown = 0.01;
const mostFound = 6;
const leastDigits = 3;

/** The match's other candidates, under their numbers. */
const useCandidates = ({ candidates, assetId: now }: Order): Choice[] => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return candidates.flatMap(({ assetId, className, ownerName, distanceM, probability, position }, i) =>
    assetId === null || assetId === now || probability < leastShown
      ? []
      : [
          {
            id: assetId,
            rank: position === null ? null : i + 1,
            words: [
              className ? named(className) : '',
              ownerName ? named(ownerName) : t('staff.ownerless'),
              distanceM === null ? '' : format.distance(distanceM),
              `${Math.round(probability * 100)}%`,
            ],
          },
        ],
  );
};

/** What near the order has these digits in its number. */
const useFound = ({ position, assetId: now }: Order, typed: string): { found: Choice[]; isNone: boolean } => {
  const { named } = useLanguage();
  const format = useFormat();
  const q = useDebounced(typed.trim());
  const isAsked = q.length >= leastDigits;
  const near = `${position.lon.toFixed(6)},${position.lat.toFixed(6)}`;
  const assets = useAssets({ q, near, withinM: farthestMergeM, sort: 'distance' }, isAsked);
  const rows = (isAsked && assets.data?.pages[0]?.assets.filter(({ id }) => id !== now).slice(0, mostFound)) || [];
  const found = rows.map(({ id, className, distanceM, address }) => ({
    id,
    rank: null,
    words: [named(className), distanceM === null ? '' : format.distance(distanceM), address ?? ''],
  }));
  return { found, isNone: isAsked && assets.isSuccess && found.length === 0 };
};

const Line = ({ id, rank, words }: Choice) => (
  <span className="choice">
    {rank !== null && <span className="candidate-rank">{rank}</span>}
    <span className="mono">{formatPlate(id)}</span>
    <small>{dotted(words)}</small>
  </span>
);

/** How it is known, for who types nothing. */
const Whys = ({ onSay }: { onSay: (why: string) => void }) => {
  const { t } = useTranslation();
  return (
    <div className="order-buttons">
      {(['caller', 'photo', 'scene'] as const).map((why) => (
        <Button key={why} size="small" onClick={() => onSay(t(`orders.chosen.whys.${why}`))}>
          {t(`orders.chosen.whys.${why}`)}
        </Button>
      ))}
    </div>
  );
};

/** Which asset is meant: one of the candidates (a digit chooses it), one that was clicked on the map, or one found by its number. */
export const AssetField = ({ order, draft, change }: Props) => {
  const { t } = useTranslation();
  const { 'aria-invalid': isInvalid = false } = useRefused('assetId');
  const [typed, setTyped] = useState('');
  const candidates = useCandidates(order);
  const { found, isNone } = useFound(order, typed);
  const listed = [...candidates, ...found.filter(({ id }) => candidates.every((one) => one.id !== id))];
  const { assetId } = draft;
  const choices = assetId === undefined || listed.some(({ id }) => id === assetId) ? listed : [...listed, { id: assetId, rank: null, words: [] }];
  const byDigit = (event: KeyboardEvent) => {
    const meant = candidates.find(({ rank }) => String(rank) === event.key);
    if (meant && event.target instanceof HTMLInputElement && event.target.type === 'radio') change({ assetId: meant.id });
  };
  return (
    <fieldset className="field order-choices" onKeyDown={byDigit} aria-invalid={isInvalid}>
      <legend>{t('orders.chosen.label')}</legend>
      <RefusalAt field="assetId" />
      <Radio.Group vertical value={assetId ?? null} onChange={(event) => change({ assetId: event.target.value })}>
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id}>
            <Line {...choice} />
          </Radio>
        ))}
      </Radio.Group>
      <label htmlFor="act-asset">{t('orders.chosen.number')}</label>
      <Input
        id="act-asset"
        autoComplete="off"
        maxLength={64}
        value={typed}
        status={isInvalid ? 'error' : ''}
        aria-describedby="act-asset-hint"
        onChange={(event) => setTyped(event.target.value)}
      />
      <span id="act-asset-hint" className="field-hint" role="status">
        {t(isNone ? 'orders.chosen.none' : 'orders.chosen.numberHint')}
      </span>
      <span className="field-label">{t('orders.chosen.why')}</span>
      <Whys onSay={(note) => change({ note })} />
    </fieldset>
  );
};
