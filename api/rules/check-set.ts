import { listStreets } from '#db/queries/places/streets.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { checkRules, isWarning, type RuleProblem } from '#domain/check-rules.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { type Language, wordError } from '#domain/contract/errors.ts';
import type { RuleFault } from '#domain/contract/rules.ts';
import { endedUnits, unitsAt } from '#domain/place-units.ts';
import { type CaseNames, wordCase } from '#domain/word-case.ts';

const worded = (problem: RuleProblem, names: CaseNames, language: Language): string =>
  wordError(problem.code, language, { ...problem, ...('of' in problem ? { case: wordCase(problem.of, names, language) } : {}) });

/** What is wrong with a set of rules in this city, in both languages. */
export const faultsOf = async (connection: Connection, vocabulary: Vocabulary, rules: readonly DispatchRule[]): Promise<RuleFault[]> => {
  const streets = await listStreets(connection);
  const { kinds, classes, units, city } = vocabulary;
  const at = unitsAt(units, city.code);
  const places = streets.map((street) => ({ districtCode: street.districtCode, streetCode: street.code, units: at({ ...street, streetCode: street.code }) }));
  const problems = checkRules(rules, { kinds, classes, places, unitIds: units.map(({ id }) => id), endedUnits: endedUnits(units) });
  const nameOf = <T extends { code: string; name: { zh: string; en: string } }>(all: readonly T[]) => {
    const byCode = new Map(all.map((one) => [one.code, one.name]));
    return (code: string) => byCode.get(code);
  };
  const names = { kind: nameOf(kinds), class: nameOf(classes), place: nameOf(streets) };
  return problems.map((problem) => ({
    isWarning: isWarning(problem),
    ruleId: 'row' in problem ? (rules[problem.row - 1]?.id ?? null) : null,
    code: problem.code,
    text: { zh: worded(problem, names, 'zh'), en: worded(problem, names, 'en') },
  }));
};
