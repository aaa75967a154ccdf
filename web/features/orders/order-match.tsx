import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { pointAt } from './pointing.ts';
import { wordOfUnnamed } from './unnamed-candidate.ts';
import { Waterfall } from './waterfall.tsx';
import './order-match.css';
import { dot } from '../../ui/dotted.ts';

type Candidate = Order['candidates'][number];
type Ranked = { candidate: Candidate; rank: number | null };

const CandidateLine = ({ candidate, rank, isRival }: Ranked & { isRival: boolean }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const percent = Math.round(candidate.probability * 100);
  return (
    <li className="candidate">
      <div className="candidate-top">
        {rank !== null && <span className="candidate-rank">{rank}</span>}
        <span className="candidate-name">
          <strong>{candidate.className ? named(candidate.className) : t(`orders.${wordOfUnnamed(candidate)}`)}</strong>
          {candidate.assetId && (
            <span>
              {candidate.ownerName ? named(candidate.ownerName) : t('staff.ownerless')}
              {candidate.distanceM !== null && `${dot}${t('orders.distance', { distance: format.distance(candidate.distanceM) })}`}
            </span>
          )}
        </span>
        <span className="candidate-percent">{percent}%</span>
      </div>
      <span className="candidate-bar" aria-hidden="true">
        <span style={{ width: `${Math.max(percent, 1)}%` }} />
      </span>
      {candidate.assetId && (
        <Link href={`/registry/${candidate.assetId}`} className="mono candidate-plate">
          {formatPlate(candidate.assetId)}
        </Link>
      )}
      {isRival && candidate.assetId && (
        <Button size="small" onClick={() => pointAt(candidate.assetId ?? '')}>
          {t('orders.chosen.this')}
        </Button>
      )}
      <Waterfall reasons={candidate.reasons} />
    </li>
  );
};

const leastShown = 0.01;

const Lines = ({ ranked, areRivals = false }: { ranked: readonly Ranked[]; areRivals?: boolean }) => (
  <ul className="plain-list">
    {ranked.map((one) => (
      <CandidateLine key={one.candidate.assetId ?? wordOfUnnamed(one.candidate)} {...one} isRival={areRivals} />
    ))}
  </ul>
);

const Rivals = ({ ranked, mayChoose }: { ranked: readonly Ranked[]; mayChoose: boolean }) => {
  const { t } = useTranslation();
  const likely = ranked.filter(({ candidate }) => candidate.probability >= leastShown);
  const rest = ranked.length - likely.length;
  return (
    <>
      <Lines ranked={likely} areRivals={mayChoose} />
      {rest > 0 && <p className="order-quiet">{t('orders.lessLikely', { count: rest })}</p>}
    </>
  );
};

/** Who chose it, when, and what it is. */
const ChosenLine = ({ chosen }: { chosen: NonNullable<Order['chosen']> }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (
    <p className="order-words">
      <strong>{named(chosen.className)}</strong>&nbsp;· {chosen.ownerName ? named(chosen.ownerName) : t('staff.ownerless')}
      <br />
      <span className="order-quiet">{t('orders.chosen.by', { person: named(chosen.by), at: format.instant(chosen.at) })}</span>
    </p>
  );
};

/** What it was matched to, how surely and why, and the rivals. Ranks are the numbers on the map. */
export const OrderMatch = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const ranked = order.candidates.map((candidate, i) => ({ candidate, rank: candidate.position === null ? null : i + 1 }));
  const isMatch = ({ candidate }: Ranked) => candidate.assetId !== null && candidate.assetId === order.assetId;
  const matched = ranked.filter(isMatch);
  const rivals = ranked.filter((one) => !isMatch(one));
  const mayChoose = order.actions.includes('choose_asset');
  if (order.assetId === null)
    return (
      <>
        <p className="order-quiet">{t(rivals.length > 0 ? 'orders.unsure' : 'orders.noAsset')}</p>
        <Rivals ranked={rivals} mayChoose={mayChoose} />
      </>
    );
  return (
    <>
      {order.chosen && <ChosenLine chosen={order.chosen} />}
      {matched.length === 0 && (
        <p>
          <Link href={`/registry/${order.assetId}`} className="mono">
            {formatPlate(order.assetId)}
          </Link>
        </p>
      )}
      <Lines ranked={matched} />
      {rivals.length > 0 && (
        <details>
          <summary>{t('orders.rivals', { count: rivals.length })}</summary>
          <Rivals ranked={rivals} mayChoose={mayChoose} />
        </details>
      )}
    </>
  );
};
