import type { AfterRules } from '#domain/contract/after-rules.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';

/** A set that was switched on: never changed, so it can be kept as long as one likes. */
export interface RuleSetRow {
  readonly version: number;
  readonly effectiveAt: string;
  readonly rules: readonly DispatchRule[];
  readonly after: AfterRules;
}

/** The sets that were switched on, the latest first: those that hold now and later, and as many before as a clock may be behind. */
export const listSwitchedOn = (connection: Connection): Promise<RuleSetRow[]> =>
  rows(
    connection,
    sql`select version, effective_at, rules, after from rule_sets where version is not null and withdrawn_at is null order by effective_at desc, version desc limit 50`,
  );

/** What the page lists of a set. */
export interface RuleSetLine {
  readonly id: string;
  readonly version: number | null;
  readonly title: string;
  readonly revision: number;
  readonly ruleCount: number;
  readonly draftedBy: { zh: string; en: string } | null;
  readonly draftedAt: string;
  readonly editedBy: { zh: string; en: string } | null;
  readonly editedAt: string | null;
  readonly switchedOnBy: { zh: string; en: string } | null;
  readonly switchedOnAt: string | null;
  readonly effectiveAt: string | null;
  readonly withdrawnBy: { zh: string; en: string } | null;
  readonly withdrawnAt: string | null;
}

const personOf = (column: ReturnType<typeof sql>) => sql`(select jsonb_build_object('zh', p.name, 'en', p.name_en) from people p where p.id = ${column})`;
const line = sql`s.id, s.version, s.title, s.revision, jsonb_array_length(s.rules) as rule_count, ${personOf(sql`s.drafted_by`)} as drafted_by, s.drafted_at,
  ${personOf(sql`s.edited_by`)} as edited_by, s.edited_at, ${personOf(sql`s.switched_on_by`)} as switched_on_by, s.switched_on_at, s.effective_at,
  ${personOf(sql`s.withdrawn_by`)} as withdrawn_by, s.withdrawn_at`;

/** Drafts first, then what holds or held, the latest first. */
export const listRuleSets = (connection: Connection): Promise<RuleSetLine[]> =>
  rows(
    connection,
    sql`select ${line} from rule_sets s where s.dropped_at is null order by s.version is not null, s.effective_at desc, s.version desc, s.id desc limit 200`,
  );

/** The newest version that others switched on since a draft was copied: switched on itself, the draft takes that one's changes back. */
export interface Outrun {
  readonly version: number;
  readonly title: string;
  readonly by: { zh: string; en: string } | null;
}

export type RuleSetWhole = RuleSetLine & {
  readonly rules: readonly DispatchRule[];
  readonly after: AfterRules;
  /** What it was copied from; null: the city's first. */
  readonly basedOn: { readonly version: number | null; readonly title: string } | null;
  readonly outrunBy: Outrun | null;
};

const copiedAt = (set: Sql) => sql`coalesce(${set}.words_from, ${set}.drafted_at)`;

// A draft that was copied from a draft has the words of when that was copied. What it was copied from takes nothing back where it went on as it was copied.
const outrunBy = sql`(with recursive line as (
    select s.based_on, ${copiedAt(sql`s`)} as copied_at where s.version is null
    union all select p.based_on, ${copiedAt(sql`p`)} from line join rule_sets p on p.id = line.based_on and (p.version is null or p.switched_on_at > line.copied_at))
  select jsonb_build_object('version', n.version, 'title', n.title, 'by', ${personOf(sql`n.switched_on_by`)})
  from (select * from rule_sets where version is not null and withdrawn_at is null and switched_on_at > (select min(copied_at) from line) order by version desc limit 1) n
  where not exists (select from line where line.based_on = n.id and coalesce(n.edited_at, n.drafted_at) <= line.copied_at))`;

export const findRuleSet = (connection: Connection, id: string): Promise<RuleSetWhole | undefined> =>
  firstRow(
    connection,
    sql`select ${line}, s.rules, s.after, (select jsonb_build_object('version', b.version, 'title', b.title) from rule_sets b where b.id = s.based_on) as based_on, ${outrunBy} as outrun_by
        from rule_sets s where s.id = ${id} and s.dropped_at is null`,
  );

/** The same, held to the end of the transaction: two editors wait for each other here. */
export const lockRuleSet = (
  connection: Connection,
  id: string,
): Promise<
  { version: number | null; revision: number; rules: DispatchRule[]; after: AfterRules; effectiveAt: string | null; withdrawnAt: string | null } | undefined
> =>
  firstRow(
    connection,
    sql`select version, revision, rules, after, effective_at, withdrawn_at from rule_sets where id = ${id} and dropped_at is null for update`,
  );

export interface Origin {
  readonly after: AfterRules;
  readonly basedOn: string | null;
  readonly wordsFrom: string | null;
}

/**
 * Where words come from that somebody wrote in a set and keeps in another: from what a dropped draft was copied from, as of then; from a version as it was
 * switched on. Undefined where there is no such set.
 */
export const findOrigin = (connection: Connection, id: string): Promise<Origin | undefined> =>
  firstRow(
    connection,
    sql`select s.after, case when s.dropped_at is null then s.id else s.based_on end as based_on,
          case when s.dropped_at is null then s.switched_on_at else ${copiedAt(sql`s`)} end as words_from from rule_sets s where s.id = ${id}`,
  );

export interface NewDraft {
  readonly title: string;
  readonly rules: readonly DispatchRule[];
  readonly after: AfterRules;
  readonly basedOn: string | null;
  /** As of when its words were copied; null: now. */
  readonly wordsFrom: string | null;
  readonly personId: string;
  readonly at: string;
}

export const insertDraft = (connection: Connection, draft: NewDraft): Promise<{ id: string }> =>
  oneRow(
    connection,
    sql`insert into rule_sets (title, rules, after, based_on, words_from, drafted_by, drafted_at)
        values (${draft.title}, ${JSON.stringify(draft.rules)}::jsonb, ${JSON.stringify(draft.after)}::jsonb, ${draft.basedOn}, ${draft.wordsFrom}, ${draft.personId}, ${draft.at}) returning id`,
  );

export const saveDraft = (
  connection: Connection,
  id: string,
  { title, rules, after, personId, at }: { title: string; rules: readonly DispatchRule[]; after: AfterRules; personId: string; at: string },
): Promise<number> =>
  affected(
    connection,
    sql`update rule_sets set title = ${title}, rules = ${JSON.stringify(rules)}::jsonb, after = ${JSON.stringify(after)}::jsonb, revision = revision + 1, edited_by = ${personId}, edited_at = ${at} where id = ${id}`,
  );

export const dropDraft = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(connection, sql`update rule_sets set dropped_at = ${at} where id = ${id}`);

/** Versions are given one after another: nobody else switches one on until the transaction ends. To be held before it is looked what a draft was outrun by. */
export const holdVersions = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select pg_advisory_xact_lock(hashtext('rule versions'))`);
};

/** Gives a draft the next version. The caller holds the versions. */
export const switchOn = async (connection: Connection, id: string, by: { personId: string; at: string; effectiveAt: string }): Promise<number> => {
  const { version } = await oneRow<{ version: number }>(
    connection,
    sql`update rule_sets set version = (select coalesce(max(version), 0) + 1 from rule_sets), effective_at = ${by.effectiveAt}, switched_on_by = ${by.personId}, switched_on_at = ${by.at}
        where id = ${id} returning version`,
  );
  return version;
};

/** A version that was to hold later never will; its number stays its own. */
export const withdrawVersion = (connection: Connection, id: string, { personId, at }: { personId: string; at: string }): Promise<number> =>
  affected(connection, sql`update rule_sets set withdrawn_at = ${at}, withdrawn_by = ${personId} where id = ${id}`);
