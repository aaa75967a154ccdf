import type { ScoreScope } from '#db/queries/figures/scores.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { reachOf } from '#domain/access.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import * as contract from '#domain/contract/scores.ts';
import { measures, scoreRule } from '#domain/score.ts';
import { readScorePeriod, type ScorePeriod } from '#domain/score-period.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { noteExport, reachTaken } from '../note-export.ts';
import { pageOf, readIdCursor } from '../page-by-id.ts';
import { serve } from '../serve.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { casesOf } from './list-cases.ts';
import { type By, loadSums, scoreSubjects, tellRule } from './load-scores.ts';
import { csvOf } from './scores-csv.ts';
import { makeYearlyReport } from './yearly-report.ts';

interface Asking {
  readonly vocabulary: Vocabulary;
  readonly period: ScorePeriod;
  readonly scope: ScoreScope;
}

const asking = async (app: App, given: Person | null, name: string, now: string): Promise<Asking> => {
  const person = knownPerson(given);
  const vocabulary = await vocabularyOf(app.pool);
  const reach = reachOf(person.grants, 'scores.read', person.cityCode);
  if (!reach) throw refuse('forbidden');
  const period = readScorePeriod(name, cityNumber(vocabulary.city.settings, 'scoreYearFirstMonth'), vocabulary.city.timeZone);
  if (!period) throw refuse('span-invalid', { field: 'period', params: { days: 366 } });
  return { vocabulary, period, scope: { fromAt: period.fromAt, toAt: period.toAt, now, reach, rule: scoreRule } };
};

const spanOf = ({ name, fromAt, toAt }: ScorePeriod) => ({ name, fromAt, toAt });

const loadScores = async (app: App, { vocabulary, period, scope }: Asking, by: By): Promise<contract.Scores> => {
  const { sums, madeUp, countedAt, counting } = await loadSums(app, scope);
  const subjects = await scoreSubjects(app.pool, vocabulary, sums, by, scope.rule);
  return { period: spanOf(period), by, rule: tellRule(scope.rule), subjects, madeUp, countedAt, counting };
};

const pageSize = 50;

export const scoresRoutes = (app: App): void => {
  serve(app, contract.getScores, async ({ query, person, now }) => loadScores(app, await asking(app, person, query.period, now), query.by));

  serve(app, contract.exportScores, async ({ query, person, now, language, reply }) => {
    const scores = await loadScores(app, await asking(app, person, query.period, now), query.by);
    // A page says what is missing from it and fills by itself; a file would be kept as it is.
    if (scores.counting.length > 0) throw refuse('scores-counting', { field: 'period', params: { months: scores.counting.join(', ') } });
    const { by, period } = query;
    await noteExport(
      app,
      person,
      { what: 'scores', form: 'csv', filter: { by, period }, reach: reachTaken(person, 'scores.read'), count: scores.subjects.length },
      now,
    );
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="scores-${query.by}-${query.period}-${knownPerson(person).username}.csv"`);
    return csvOf(scores, measures, language);
  });

  serve(app, contract.listScoreCases, async ({ query, person, now }) => {
    const { scope } = await asking(app, person, query.period, now);
    const { by, id, measure, missed = false, cursor } = query;
    const found = await casesOf(app, { by, id, measure, missed, after: readIdCursor(cursor), limit: pageSize + 1 }, scope);
    const { page, next } = pageOf(found, pageSize);
    return { orders: page, next };
  });

  serve(app, contract.getYearlyReport, async ({ query, person, now }) => {
    const { vocabulary, period, scope } = await asking(app, person, query.year, now);
    return makeYearlyReport(app, vocabulary, period, scope);
  });
};
