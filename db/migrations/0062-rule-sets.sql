-- Who must act, who is told and who falls back: a table of rules that people write and read. A set is a draft until it is switched on
-- from a date; from then on it is never changed, so that "by row 4 of version 3" stays readable for ever.
create table rule_sets (
  id bigint generated always as identity primary key,
  version integer unique,                   -- null: a draft
  title text not null,
  rules jsonb not null,                     -- DispatchRule[] of domain/contract/dispatch-rules.ts, in the order in which they are asked
  revision integer not null default 1,      -- of two people who edit one draft the second is told
  based_on bigint references rule_sets,
  drafted_by bigint references people,      -- null: the city's own file
  drafted_at timestamptz not null,
  edited_by bigint references people,
  edited_at timestamptz,
  switched_on_by bigint references people,
  switched_on_at timestamptz,
  effective_at timestamptz,                 -- of those whose time has come, the last holds
  dropped_at timestamptz,                   -- a draft nobody wants
  check ((version is null) = (effective_at is null)),
  check (version is null or dropped_at is null)
);
create index rule_sets_effective on rule_sets (effective_at desc, version desc) where version is not null;

create function refuse_switched_on() returns trigger language plpgsql as $$
begin
  if old.version is not null then
    raise exception 'a rule set that was switched on is not changed' using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger switched_on_stays before update or delete on rule_sets for each row execute function refuse_switched_on();

-- What a decision was about and which rule decided it; null for orders of before the rules were data.
alter table orders add column dispatch_case jsonb;
alter table orders add column dispatch_rule jsonb;
alter table orders add column fallback_unit_ids text[] not null default '{}';  -- called to a danger before the street's people

-- A draft tried on the orders of a span: worked in pieces by whichever server comes first, and gone on with after a crash.
create table dry_runs (
  id bigint generated always as identity primary key,
  rule_set_id bigint not null references rule_sets,
  revision integer not null,                -- the draft as it was then
  rules jsonb not null,
  asked_by bigint not null references people,
  asked_at timestamptz not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  after_at timestamptz,                     -- how far it has come
  after_id bigint not null default 0,
  seen integer not null default 0,
  without_case integer not null default 0,
  moved integer not null default 0,         -- another unit would act
  told integer not null default 0,          -- the same unit acts, others would be told
  worked_ms integer not null default 0,
  ended_at timestamptz
);
create index dry_runs_open on dry_runs (id) where state in ('waiting', 'running');
create index dry_runs_of on dry_runs (rule_set_id, id desc);

create table dry_run_changes (
  dry_run_id bigint not null references dry_runs on delete cascade,
  order_id bigint not null references orders,
  from_unit text not null,
  to_unit text not null,
  from_rule jsonb not null,
  to_rule jsonb not null,
  newly_told text[] not null,
  no_longer_told text[] not null,
  primary key (dry_run_id, order_id)
);
create index orders_opened on orders (opened_at, id);

-- 条块结合、以条为主、街镇托底: what stood in the program until now, as the first version.
insert into rule_sets (version, title, rules, drafted_at, switched_on_at, effective_at)
values (1, '条块结合、以条为主、街镇托底', '[
  {"id":"kind-road","when":{"acts":["road"]},"act":["road","street"],"tell":[],"fallBack":["street","district","city"],"note":"路面等道路问题由道路管理单位处理","noteEn":"Matters of the road itself are the road authority’s"},
  {"id":"kind-greening","when":{"acts":["greening"]},"act":["greening","street"],"tell":[],"fallBack":["street","district","city"],"note":"绿化问题由绿化管理单位处理","noteEn":"Matters of green space are the greening unit’s"},
  {"id":"kind-centre","when":{"acts":["centre"]},"act":["street"],"tell":[],"fallBack":["street","district","city"],"note":"其余与设施无关的由属地街镇处置","noteEn":"What is about no thing is the street’s"},
  {"id":"known-road","when":{"acts":["owner"],"beliefs":["known"],"locations":["carriageway","footway"]},"act":["maintainer","owner"],"tell":["owner","road"],"fallBack":["street","district","city"],"note":"条块结合、以条为主：养护或权属单位主办，道路管理单位同时知晓","noteEn":"The trade acts first; on a road its authority is told at once"},
  {"id":"known","when":{"acts":["owner"],"beliefs":["known"]},"act":["maintainer","owner"],"tell":["owner"],"fallBack":["street","district","city"],"note":"以条为主：养护或权属单位主办","noteEn":"The trade acts first"},
  {"id":"ownerless-road","when":{"acts":["owner"],"beliefs":["ownerless"],"locations":["carriageway","footway"]},"act":["road","street"],"tell":[],"fallBack":["street","district","city"],"note":"道路上的无主设施由道路管理单位负责","noteEn":"Ownerless on a road: the road authority’s"},
  {"id":"ownerless","when":{"acts":["owner"],"beliefs":["ownerless"]},"act":["street"],"tell":[],"fallBack":["street","district","city"],"note":"无主设施由属地街镇托底","noteEn":"Ownerless elsewhere: the street’s"},
  {"id":"unsure-danger-off-road","when":{"acts":["owner"],"beliefs":["unsure"],"locations":["green","compound"],"isHazard":true},"act":["street"],"tell":["likeliest"],"fallBack":["street","district","city"],"leastPercent":10,"note":"先消除隐患，再分清责任：街镇先处置，最可能的权属单位同时知晓","noteEn":"Remove the hazard first: the street acts and the likeliest owner is told"},
  {"id":"unsure-danger","when":{"acts":["owner"],"beliefs":["unsure"],"isHazard":true},"act":["street"],"tell":["road","likeliest"],"fallBack":["street","district","city"],"leastPercent":10,"note":"先消除隐患：街镇先处置，道路管理单位和最可能的权属单位同时知晓","noteEn":"Remove the hazard first: the street acts; road authority and likeliest owner are told"},
  {"id":"none-danger-off-road","when":{"acts":["owner"],"beliefs":["none"],"locations":["green","compound"],"isHazard":true},"act":["street"],"tell":[],"fallBack":["street","district","city"],"note":"没有登记、不在道路上的危险由街镇处置","noteEn":"Nothing registered and off the road: the street’s"},
  {"id":"none-danger","when":{"acts":["owner"],"beliefs":["none"],"isHazard":true},"act":["street"],"tell":["road"],"fallBack":["street","district","city"],"note":"没有登记的危险由街镇处置，道路管理单位同时知晓","noteEn":"Nothing registered: the street’s; the road authority is told"},
  {"id":"fallback","when":{},"act":["street"],"tell":[],"fallBack":["street","district","city"],"note":"街镇托底","noteEn":"The street is the last resort"}
]', '2000-01-01T00:00Z', '2000-01-01T00:00Z', '2000-01-01T00:00Z');
