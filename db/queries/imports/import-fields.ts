import { type Sql, sql } from '../../sql.ts';
import type { StagedColumn } from './import-tables.ts';

/** What of an asset a later census may change, where it says something else. */
export const changeable = [
  ...([
    'class_code',
    'location_kind',
    'authority_id',
    'owner_id',
    'maintainer_id',
    'grid_cell',
    'status',
    'source_number',
    'object_name',
    'data_source',
    'note',
  ] as const),
  ...([
    'position_accuracy_m',
    'how_measured',
    'address',
    'owner_confidence',
    'owner_evidence',
    'depth_m',
    'chamber_size_mm',
    'chamber_material',
    'year_built',
  ] as const),
  ...(['has_anti_fall_net', 'flood_prone', 'last_verified_on'] as const),
] satisfies readonly StagedColumn[];

/** What of the cover that is on it. */
export const coverFields = [
  ...(['shape', 'size_mm', 'width_mm', 'clear_opening_mm', 'material', 'load_class', 'maker', 'lettering', 'bolted', 'vented', 'smart_sensor'] as const),
  ...(['level_difference_mm', 'fitted_on'] as const),
] satisfies readonly StagedColumn[];

export const piece = (parts: readonly string[], between = ', '): Sql => ({ strings: [parts.join(between)], values: [] });

/** A row that tells anything of a cover tells of one; what it leaves open is not known. */
export const coverIsSaid = sql`(num_nonnulls(${piece(coverFields.map((name) => `s.${name}`))}) > 0)`;

/** A position that moved less than this is the same: no projection and no file keeps more. */
export const movedM = 0.02;
