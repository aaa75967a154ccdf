import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { getOwnerBelief } from '../../staff/routes.ts';
import { Waterfall } from '../orders/waterfall.tsx';

/** How likely the recorded owner is right by all that speaks for and against it; nothing where nobody is recorded. */
export const OwnerBelief = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ['owner-belief', id], queryFn: ({ signal }) => call(getOwnerBelief, { params: { id }, signal }) });
  if (!data) return null;
  return (
    <details className="owner-belief">
      {/* Nothing is certain: what is nearly so reads 99. */}
      <summary>{t('registry.ownerBelief', { percent: Math.min(99, Math.round(data.probability * 100)) })}</summary>
      <Waterfall reasons={data.reasons} />
    </details>
  );
};
