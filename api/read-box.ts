import { type Box, decideBox } from '#domain/query-places.ts';
import { accepted } from './errors.ts';

/** A box as an address gives it: west, south, east, north. @throws HttpError query-invalid */
export const readBox = (text: string): Box => accepted(decideBox(text));
