import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { findCaller } from '../../staff/routes.ts';
import { StateTag } from '../../staff/tags.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { AddressOrStreet } from '../../ui/address.tsx';

/** A telephone number that is whole enough to be asked for. */
const fewestDigits = 8;

/** What this telephone reported before, while the caller still speaks. */
export const KnownCaller = ({ phone }: { phone: string }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const settled = useDebounced(phone.trim(), 500);
  const found = useQuery({
    queryKey: ['caller', settled],
    queryFn: ({ signal }) => call(findCaller, { body: { phone: settled }, signal }),
    enabled: settled.replace(/\D/g, '').length >= fewestDigits,
    gcTime: 0, // a caller's data is not kept when the form is gone
  });
  const reports = found.data?.reports ?? [];
  if (reports.length === 0) return null;
  return (
    <section className="known-reports" aria-live="polite">
      <h3>{t('desk.caller.before', { count: reports.length })}</h3>
      <ul className="plain-list">
        {reports.slice(0, 5).map((report) => (
          <li key={report.number}>
            <Link href={`/desk/${report.orderId}`}>
              {named(report.kind)}&nbsp;· <AddressOrStreet address={report.address} street={report.street} />
            </Link>
            <span>
              <StateTag state={report.state} /> <span className="mono">{report.number}</span>&nbsp;· {format.instant(report.receivedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
