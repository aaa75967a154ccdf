import type { Static } from 'typebox';
import { inTransaction } from '#db/pool.ts';
import { wasTried } from '#db/queries/network/dry-runs.ts';
import {
  dropDraft,
  findOrigin,
  findRuleSet,
  holdVersions,
  insertDraft,
  listRuleSets,
  lockRuleSet,
  type RuleSetLine,
  saveDraft,
  switchOn,
  withdrawVersion,
} from '#db/queries/network/rule-sets.ts';
import { listDistrictsAndStreets } from '#db/queries/places/streets.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { ruleSetAt } from '#domain/apply-rules.ts';
import { decideText } from '#domain/clean-text.ts';
import type { RuleSet } from '#domain/contract/rules.ts';
import * as contract from '#domain/contract/rules.ts';
import { leastTriedDays } from '#domain/try-rules.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { forgetVocabulary, vocabularyOf } from '../vocabulary.ts';
import { faultsOf } from './check-set.ts';
import { cityNumbersRoutes } from './city-numbers.ts';
import { dryRunRoutes } from './dry-runs.ts';
import { editor, mayEdit } from './editor.ts';

const inForce = async (app: App, now: string): Promise<number | null> => ruleSetAt((await vocabularyOf(app.pool)).ruleSets, now)?.version ?? null;

const lineOf = (row: RuleSetLine, version: number | null) => ({ ...row, isInForce: row.version !== null && row.version === version });

/** What changes who acts is tried before it is switched on; titles, warnings and what follows a denial are not tried by anything. */
const isTriedEnough = async (connection: Connection, { ruleSets }: Vocabulary, { id, rules }: Pick<RuleSet, 'id' | 'rules'>, now: string): Promise<boolean> =>
  JSON.stringify(ruleSetAt(ruleSets, now)?.rules) === JSON.stringify(rules) || wasTried(connection, id, leastTriedDays);

const tell = async (app: App, id: string, person: Person | null, now: string): Promise<RuleSet> => {
  const row = await findRuleSet(app.pool, id);
  if (!row) throw refuse('not-found', { field: 'id' });
  const vocabulary = await vocabularyOf(app.pool);
  const faults = await faultsOf(app.pool, vocabulary, row.rules);
  const isTried = row.version !== null || (await isTriedEnough(app.pool, vocabulary, { id, rules: [...row.rules] }, now));
  return {
    ...lineOf(row, await inForce(app, now)),
    rules: [...row.rules],
    after: row.after,
    basedOn: row.basedOn,
    outrunBy: row.outrunBy,
    faults,
    isTried,
    mayEdit: mayEdit(person) && row.version === null,
  };
};

/** The draft as it is now, held; refused where it was switched on, or where another changed it since. */
const lockDraft = async (client: Connection, id: string, revision?: number) => {
  const draft = await lockRuleSet(client, id);
  if (!draft) throw refuse('not-found', { field: 'id' });
  if (draft.version !== null) throw refuse('rules-switched-on');
  if (revision !== undefined && draft.revision !== revision) {
    const by = (await findRuleSet(client, id))?.editedBy;
    throw refuse('rules-changed', { field: 'revision', params: { whoZh: by?.zh ?? '别人', whoEn: by?.en ?? 'Somebody' } });
  }
  return draft;
};

/** A draft that others outran is switched on by who knows which version's changes it takes back. @param known the version that they were told of */
const requireNotOutrun = async (client: Connection, id: string, known: number | undefined): Promise<void> => {
  await holdVersions(client);
  const outrunBy = (await findRuleSet(client, id))?.outrunBy;
  if (!outrunBy || outrunBy.version === known) return;
  const { version, by } = outrunBy;
  throw refuse('rules-outrun', { field: 'replaces', params: { version, whoZh: by?.zh ?? '别人', whoEn: by?.en ?? 'somebody' } });
};

const cleanTitle = (title: string): string => {
  const text = accepted(decideText(title, 'title', 120));
  if (text === '') throw refuse('field-invalid', { field: 'title', params: { field: 'title', whyZh: '不能为空。', whyEn: 'it must not be empty.' } });
  return text;
};

/** What a new draft begins with: a copy of a set, or the words that somebody wrote in one, also in a draft that was dropped meanwhile. */
const beginningOf = async ({ pool }: App, { from, rules }: Pick<Static<typeof contract.createDraft.body>, 'from' | 'rules'>) => {
  if (rules) {
    const origin = await findOrigin(pool, from);
    if (origin) return { ...origin, rules };
  } else {
    const set = await findRuleSet(pool, from);
    if (set) return { rules: set.rules, after: set.after, basedOn: set.id, wordsFrom: null };
  }
  throw refuse('not-found', { field: 'from' });
};

const draftRoutes = (app: App): void => {
  serve(app, contract.createDraft, async ({ body, person, now }) => {
    const by = editor(person);
    const { rules, ...from } = await beginningOf(app, body);
    const { id } = await insertDraft(app.pool, {
      ...from,
      title: cleanTitle(body.title),
      rules: [...rules],
      after: body.after ?? from.after,
      personId: by.id,
      at: now,
    });
    return tell(app, id, person, now);
  });
  serve(app, contract.saveDraft, async ({ params, body, person, now }) => {
    const by = editor(person);
    await inTransaction(app.pool, async (client) => {
      const draft = await lockDraft(client, params.id, body.revision);
      await saveDraft(client, params.id, { title: cleanTitle(body.title), rules: body.rules, after: body.after ?? draft.after, personId: by.id, at: now });
    });
    return tell(app, params.id, person, now);
  });
  serve(app, contract.dropDraft, async ({ params, query, person, now }) => {
    editor(person);
    return inTransaction(app.pool, async (client) => {
      await lockDraft(client, params.id, query.revision); // nobody puts away words that they did not see
      return { dropped: (await dropDraft(client, params.id, now)) === 1 };
    });
  });
};

export const rulesRoutes = (app: App): void => {
  serve(app, contract.listRuleSets, async ({ person, now }) => {
    const version = await inForce(app, now);
    const [sets, places, { units }] = await Promise.all([listRuleSets(app.pool), listDistrictsAndStreets(app.pool), vocabularyOf(app.pool)]);
    return {
      items: sets.map((row) => lineOf(row, version)),
      mayEdit: mayEdit(person),
      places,
      units: units.flatMap(({ id, name, kind, active }) => (active && kind !== 'centre' ? [{ id, name }] : [])),
    };
  });
  serve(app, contract.getRuleSet, async ({ params, person, now }) => tell(app, params.id, person, now));
  serve(app, contract.switchOnRules, async ({ params, body, person, now }) => {
    const by = editor(person);
    const effectiveAt = body.effectiveAt ?? now;
    if (Date.parse(effectiveAt) < Date.parse(now)) throw refuse('rules-start-past', { field: 'effectiveAt' });
    const vocabulary = await vocabularyOf(app.pool);
    await inTransaction(app.pool, async (client) => {
      const draft = await lockDraft(client, params.id, body.revision);
      await requireNotOutrun(client, params.id, body.replaces);
      const fault = (await faultsOf(client, vocabulary, draft.rules)).find(({ isWarning }) => !isWarning);
      if (fault) throw refuse('rules-faulty', { field: 'rules', params: { whyZh: fault.text.zh, whyEn: fault.text.en } });
      if (!(await isTriedEnough(client, vocabulary, { id: params.id, rules: draft.rules }, now)))
        throw refuse('rules-untried', { field: 'rules', params: { days: leastTriedDays } });
      await switchOn(client, params.id, { personId: by.id, at: now, effectiveAt });
    });
    forgetVocabulary(app.pool);
    return tell(app, params.id, person, now);
  });
  serve(app, contract.withdrawRules, async ({ params, person, now }) => {
    const by = editor(person);
    await inTransaction(app.pool, async (client) => {
      const set = await lockRuleSet(client, params.id);
      if (!set) throw refuse('not-found', { field: 'id' });
      const isAhead = set.effectiveAt !== null && set.withdrawnAt === null && Date.parse(set.effectiveAt) > Date.parse(now);
      if (!isAhead) throw refuse('rules-not-ahead');
      await withdrawVersion(client, params.id, { personId: by.id, at: now });
    });
    forgetVocabulary(app.pool);
    return tell(app, params.id, person, now);
  });
  draftRoutes(app);
  cityNumbersRoutes(app);
  dryRunRoutes(app);
};
