import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Matching } from '#domain/contract/matching.ts';
import { verdictOf } from '#domain/said-and-true.ts';
import { useFormat } from '../../../client/use-format.ts';
import { ScrollAside } from '../../../staff/scroll-aside.tsx';
import { type Chosen, matchingHref } from './address.ts';
import { SaidChart } from './said-chart.tsx';
import { useBinName } from './use-chosen-names.ts';
import { useShares } from './use-shares.ts';

type Bin = Matching['bins'][number];

const BinRow = ({ bin, chosen }: { bin: Bin; chosen: Chosen }) => {
  const format = useFormat();
  const search = useSearch();
  const { percent, interval } = useShares();
  const name = useBinName()(bin.bin);
  const href = (which: Chosen['which'] | null) => matchingHref(search, { bin: String(bin.bin), which: which ?? null });
  const wrong = bin.answers - bin.right;
  return (
    <tr aria-current={chosen.bin === bin.bin ? 'true' : undefined}>
      <th scope="row">{name}</th>
      <td>
        <Link href={href(null)}>{format.number(bin.answers)}</Link>
      </td>
      <td>{percent(bin.said)}</td>
      <td>
        <Link href={href('right')}>{percent(bin.right / bin.answers)}</Link>
      </td>
      <td className="quiet">{interval(bin)}</td>
      <td>{wrong === 0 ? 0 : <Link href={href('wrong')}>{format.number(wrong)}</Link>}</td>
    </tr>
  );
};

/** Whether of the answers given 0.9 nine in ten are right: in words, drawn, and as a table whose numbers open their orders. */
export const SaidAndTrue = ({ matching: { total, bins }, chosen }: { matching: Matching; chosen: Chosen }) => {
  const { t } = useTranslation();
  const { percent } = useShares();
  return (
    <div className="analysis-card matching-said">
      <h2>{t('analysis.matching.said.title')}</h2>
      {total.answers === 0 ? (
        <p className="quiet">{t('analysis.none')}</p>
      ) : (
        <>
          <p>
            {t('analysis.matching.said.mean', { said: percent(total.said), right: percent(total.right / total.answers) })}{' '}
            <strong>{t(`analysis.matching.said.${verdictOf(total)}`)}</strong>{' '}
            {t('analysis.matching.said.error', { error: percent(total.error), chance: percent(total.chance) })}
          </p>
          <div className="matching-both">
            <SaidChart bins={bins} chosen={chosen.bin} />
            <ScrollAside label={t('analysis.matching.said.title')}>
              <table className="matching-table">
                <thead>
                  <tr>
                    {(['bin', 'answers', 'said', 'right', 'interval', 'wrong'] as const).map((key) => (
                      <th scope="col" key={key}>
                        {t(`analysis.matching.column.${key}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {bins.toReversed().map((bin) => (
                    <BinRow key={bin.bin} bin={bin} chosen={chosen} />
                  ))}
                </tbody>
              </table>
            </ScrollAside>
          </div>
        </>
      )}
    </div>
  );
};
