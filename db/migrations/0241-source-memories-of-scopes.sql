-- What a source's files mean is remembered for a scope: who registers one district changes it for that district alone. What stood until now was everybody's, which is the city's.
alter table census_sources add column reach jsonb not null default '{"city": true, "unitIds": [], "placeCodes": []}';
alter table census_sources alter column reach drop default;
alter table census_sources drop constraint census_sources_pkey;
alter table census_sources add constraint census_sources_reach_check check (reach ?& array['city', 'placeCodes', 'unitIds']);
-- By its sum: the reach of who registers many places is longer than an index takes.
create unique index census_sources_of_scope on census_sources (name, md5(reach::text));
-- Whose memory a file was opened with; null: nobody's, or of an earlier version.
alter table imports add column memory jsonb;   -- { reach, isOwn, updatedAt }
