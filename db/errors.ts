import type { ErrorCode } from '#domain/contract/errors.ts';

const codeOfConstraint: Readonly<Record<string, ErrorCode>> = {
  asset_serials_exhausted: 'serials-exhausted',
  people_username_key: 'username-taken',
  units_pkey: 'unit-id-taken',
  units_one_centre: 'unit-place-taken',
  assignments_one_accountable: 'version-stale',
  orders_incident_id_key: 'version-stale',
  reports_idempotency_key_key: 'idempotency-key-reused',
};

// Class 08 and 57P are the connection's and the server's; 53 is out of resources; the rest are Node's own.
const away = /^(08...|57P..|53...|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH|EAI_AGAIN)$/;
const codeOfState: Readonly<Record<string, ErrorCode>> = {
  '22021': 'text-control-characters', // a zero character in text
  '22P05': 'text-control-characters', // the same inside json
  '40001': 'version-stale', // serialization failure
  '40P01': 'version-stale', // deadlock: the other one won
  '55P03': 'version-stale', // lock not available
  '57014': 'unavailable', // statement timeout
  '25P03': 'unavailable', // left alone within a transaction
};

const text = (error: object, name: string): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
};

/** The catalogue's code for what PostgreSQL, the driver or the network threw; null when it is nobody's but ours. */
export const codeOfDatabaseError = (error: unknown): ErrorCode | null => {
  if (typeof error !== 'object' || error === null) return null;
  const named = codeOfConstraint[text(error, 'constraint')];
  if (named) return named;
  const state = text(error, 'code');
  if (away.test(state) || text(error, 'syscall') === 'connect') return 'unavailable'; // a stopped server's socket is a file that is not there
  if (/timeout exceeded when trying to connect|Connection terminated|is not queryable/.test(text(error, 'message'))) return 'unavailable';
  return codeOfState[state] ?? null;
};

/** What was asked for lay in a table that is none any more. */
export const isPutAway = (error: unknown): boolean => stateOf(error) === '42P01';

/** What a log tells of an error beside its kind, which may quote what somebody wrote: its state as PostgreSQL or the network names it, else the catalogue's code. */
export const stateOf = (error: unknown): string | null => (typeof error === 'object' && error !== null && text(error, 'code')) || codeOfDatabaseError(error);
