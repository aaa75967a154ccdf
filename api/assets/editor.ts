import { reachOf } from '#domain/access.ts';
import type { Editor } from '#domain/asset-edit.ts';
import type { Person } from '../app-type.ts';

/** What a person holds over assets. */
export const editorOf = (person: Person): Editor => ({
  keptUnitIds: reachOf(person.grants, 'assets.status', person.cityCode)?.unitIds ?? [],
  registers: reachOf(person.grants, 'assets.register', person.cityCode),
});
