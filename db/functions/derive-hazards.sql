-- domain/hazards.ts hazardsOf, for whole tables; `rules` is HazardRules as JSON. One expression, so that the planner can write it into
-- the statement that calls it.
create or replace function derive_hazards(rules jsonb, class_code text, location_kind text, status text, load_class text, depth_m real, has_anti_fall_net boolean)
returns text[] language sql immutable parallel safe as $$
  select case when status = 'removed' then '{}'::text[] else
    case when strpos('A15 B125 C250 D400 E600 F900', load_class) < strpos('A15 B125 C250 D400 E600 F900', rules -> 'loadClass' ->> location_kind)
      then array['weak_cover'] else '{}'::text[] end
    || case when not has_anti_fall_net and rules -> 'antiFallNet' -> 'classCodes' ? class_code
        and coalesce(depth_m, 0)::float8 >= (rules -> 'antiFallNet' ->> 'fromDepthM')::float8 then array['no_anti_fall_net'] else '{}'::text[] end
  end
$$;
