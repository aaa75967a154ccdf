-- The part of its street that lies nearer to a neighbourhood's point than to any other neighbourhood's of that street: as near as one
-- comes to the outline of what is known by its point alone. Null when there is no such neighbourhood.
create or replace function neighbourhood_cell(of_code text) returns geometry
language sql stable parallel safe set search_path from current as $$
  with asked as (
    select n.label_point, s.code as street, s.geom from places n join places s on s.code = n.parent_code where n.code = of_code and n.kind = 'neighbourhood'
  ),
  cells as (
    select (st_dump(st_voronoipolygons(st_collect(p.label_point), 0, (select st_expand(geom, 0.01) from asked)))).geom as cell
    from places p where p.parent_code = (select street from asked) and p.kind = 'neighbourhood' and p.retired_on is null
  )
  select coalesce(
    (select st_intersection(cells.cell, asked.geom) from cells, asked where st_intersects(cells.cell, asked.label_point) limit 1),
    (select geom from asked)
  )
$$;
