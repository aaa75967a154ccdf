import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Asset } from '#domain/contract/assets.ts';
import type { Measurement, WellMeasures } from '#domain/contract/measurements.ts';
import { call } from '../../client/call.ts';
import { useSession } from '../../client/session.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { homesOf } from '../../staff/homes.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { answerMeasurement, listMeasurements } from '../../staff/routes.ts';
import { useMeasuredWords } from '../../staff/use-measured-words.ts';

/** As the registry has it now. */
const recordedOf = ({ depthM, covers }: Asset): Readonly<Record<keyof WellMeasures, number | null>> => {
  const on = covers.find(({ removedOn }) => removedOn === null);
  const { sizeMm = null, widthMm = null, clearOpeningMm = null, levelDifferenceMm = null } = on ?? {};
  return { depthM, sizeMm, widthMm, clearOpeningMm, levelDifferenceMm };
};

const Offer = ({ asset, offer, onAnswer, isBusy }: { asset: Asset; offer: Measurement; isBusy: boolean; onAnswer: (adopt: boolean) => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  const wordsOf = useMeasuredWords();
  const recorded = recordedOf(asset);
  const line = t('registry.measured.line', { at: instant(offer.at), person: named(offer.by), order: offer.orderId });
  const session = useSession().data;
  const home = session && asset.orders.some(({ id }) => id === offer.orderId) ? homesOf(session).find((one) => one !== 'registry') : undefined;
  const names = Object.keys(offer.taken) as (keyof WellMeasures)[];
  return (
    <li className="measured-offer">
      {home ? <Link href={`/${home}/${offer.orderId}`}>{line}</Link> : line}
      <ul className="plain-list">
        {names.map((name) => {
          const value = recorded[name];
          return (
            <li key={name}>
              <strong>{wordsOf({ [name]: offer.taken[name] })}</strong>{' '}
              <span className="quiet">
                {value === null ? t('registry.measured.unknown') : t('registry.measured.now', { value: wordsOf({ [name]: value }).join('') })}
              </span>
            </li>
          );
        })}
      </ul>
      {asset.mayChange.includes('cover') && (
        <span className="search-acts">
          <Button type="primary" size="small" disabled={isBusy} onClick={() => onAnswer(true)}>
            {t('registry.measured.adopt')}
          </Button>
          <Button size="small" disabled={isBusy} onClick={() => onAnswer(false)}>
            {t('registry.measured.refuse')}
          </Button>
        </span>
      )}
    </li>
  );
};

/** What crews measured of it, beside what is recorded: whoever may change the well adopts it or says no. Nothing where nothing waits. */
export const MeasuredOffers = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const key = ['measurements', asset.id];
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listMeasurements, { params: { id: asset.id }, signal }) });
  const answer = useMutation({
    mutationFn: ({ id, adopt }: { id: string; adopt: boolean }) => call(answerMeasurement, { params: { id }, body: { adopt, version: asset.version } }),
    onSuccess: (_, { adopt }) => void message.success(t(adopt ? 'registry.measured.adopted' : 'registry.measured.refused')),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: key }), queries.invalidateQueries({ queryKey: ['asset', asset.id] })]),
  });
  if (!data || data.measurements.length === 0) return null;
  return (
    <section className="life-part" aria-label={t('registry.measured.title')}>
      <h2>{t('registry.measured.title')}</h2>
      <ul className="plain-list">
        {data.measurements.map((offer) => (
          <Offer key={offer.id} asset={asset} offer={offer} isBusy={answer.isPending} onAnswer={(adopt) => answer.mutate({ id: offer.id, adopt })} />
        ))}
      </ul>
      {answer.isError && <ProblemNotice error={answer.error} />}
    </section>
  );
};
