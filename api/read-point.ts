import type { Point } from '#domain/contract/terms.ts';
import { decideQueryPoint } from '#domain/query-places.ts';
import { accepted } from './errors.ts';

/** A point as an address gives it. @throws HttpError query-invalid */
export const readPoint = (field: string, text: string): Point => accepted(decideQueryPoint(field, text));
