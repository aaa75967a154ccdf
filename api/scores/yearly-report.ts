import type { ScoreScope } from '#db/queries/scores.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import { countByChannel, countByDistrict, countByKind, countByMonth, countMadeUp, getYearlyTotals } from '#db/queries/yearly-figures.ts';
import type { Connection } from '#db/sql.ts';
import type { Subject, YearlyReport } from '#domain/contract/scores.ts';
import { scoreOf } from '#domain/score.ts';
import type { ScorePeriod } from '#domain/score-period.ts';
import { loadFigures, scoreSubjects, tell, tellRule, wholeOf } from './load-scores.ts';

/** Units that denied what they own, the most often wrong first. */
const wrongDenialsOf = (units: readonly Subject[]): YearlyReport['wrongDenials'] =>
  units
    .flatMap(({ name, tallies }) => {
      const denials = tallies.find(({ measure }) => measure === 'denials');
      const wrong = denials?.rate == null ? 0 : Math.round(denials.of * (1 - denials.rate));
      return wrong > 0 ? [{ unit: name, wrong, decided: denials?.of ?? 0 }] : [];
    })
    .sort((a, b) => b.wrong - a.wrong);

/** The year in figures, each from the same rows as the scores. */
export const makeYearlyReport = async (connection: Connection, vocabulary: Vocabulary, period: ScorePeriod, scope: ScoreScope): Promise<YearlyReport> => {
  const figures = await loadFigures(connection, scope);
  const scored = (by: 'unit' | 'district' | 'street') => scoreSubjects(connection, vocabulary, figures, by, scope.rule);
  const units = await scored('unit');
  const whole = wholeOf(figures);
  return {
    period: { name: period.name, fromAt: period.fromAt, toAt: period.toAt },
    rule: tellRule(scope.rule),
    madeUp: await countMadeUp(connection, scope),
    ...(await getYearlyTotals(connection, scope)),
    byMonth: await countByMonth(connection, scope, vocabulary.city.timeZone),
    byChannel: await countByChannel(connection, scope),
    byKind: await countByKind(connection, scope),
    byDistrict: await countByDistrict(connection, scope),
    whole: { score: scoreOf(whole, scope.rule), tallies: tell(whole) },
    wrongDenials: wrongDenialsOf(units),
    units,
    districts: await scored('district'),
    streets: await scored('street'),
  };
};
