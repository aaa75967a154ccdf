import type { Looking } from '#db/queries/people/looks.ts';
import type { LookWay } from '#domain/contract/looks.ts';
import type { Person } from './app-type.ts';

/** A look at callers' data by who is signed in, or by their program. */
export const lookOf = ({ id, tokenId }: Person, way: LookWay, at: string): Looking => ({ at, personId: id, tokenId, way });
