import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Scores, Subject } from '#domain/contract/scores.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ScrollAside } from '../../staff/scroll-aside.tsx';

export type Measure = Scores['rule']['weights'][number]['measure'];

export interface Figure {
  readonly subject: Subject;
  readonly measure: Measure;
}

interface Props {
  readonly subjects: readonly Subject[];
  readonly rule: Scores['rule'];
  /** Opens the orders behind a figure; null: on paper. */
  readonly onOpen: ((figure: Figure) => void) | null;
}

const FigureCell = ({ subject, measure, onOpen }: Figure & Pick<Props, 'onOpen'>) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const tally = subject.tallies.find((one) => one.measure === measure);
  if (!tally || tally.rate === null) return <td>{t('scores.noCase')}</td>;
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(tally.rate);
  const words = t('scores.cases', { percent, of: tally.of });
  return (
    <td>
      {onOpen === null ? (
        percent
      ) : (
        <Button
          type="link"
          size="small"
          className="scores-figure"
          title={words}
          aria-label={`${named(subject.name)} ${t(`scores.measure.${measure}`)} ${words}`}
          onClick={() => onOpen({ subject, measure })}
        >
          {percent}
        </Button>
      )}
    </td>
  );
};

/** Best first, with every rate that the score is made of. */
export const ScoreTable = ({ subjects, rule, onOpen }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <ScrollAside label={t('staff.nav.scores')}>
      <table className="scores-table">
        <thead>
          <tr>
            <th scope="col">{t('scores.rank')}</th>
            <th scope="col" className="scores-name">
              {t('scores.name')}
            </th>
            <th scope="col">{t('scores.orders')}</th>
            <th scope="col">{t('scores.score')}</th>
            {rule.weights.map(({ measure }) => (
              <th scope="col" key={measure}>
                {t(`scores.measure.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject) => (
            <tr key={subject.id}>
              <td title={subject.rank === null ? t('scores.tooFew', { count: rule.leastOrders }) : undefined}>{subject.rank ?? '—'}</td>
              <th scope="row" className="scores-name">
                {named(subject.name)}
                {!subject.isActive && ` (${t('scores.ended')})`}
              </th>
              <td>{subject.orders}</td>
              <td>
                <strong>{subject.score === null ? '—' : subject.score.toFixed(1)}</strong>
              </td>
              {rule.weights.map(({ measure }) => (
                <FigureCell key={measure} subject={subject} measure={measure} onOpen={onOpen} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollAside>
  );
};
