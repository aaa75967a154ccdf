-- Numbers that owners gave to what was merged since are found folded (assets_merged_own_number, 0310); nobody reads them letter by letter any more.
drop index assets_merged_source_number;
