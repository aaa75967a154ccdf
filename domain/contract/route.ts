import type { TSchema } from 'typebox';
import type { Permission } from '../access.ts';

/** Who may call a route: everyone, anyone signed in, or holders of a permission (see domain/access.ts). */
export type Access = 'public' | 'signed-in' | Permission;

/** One HTTP route, as client and server both read it. Paths use Fastify's `:name` form. */
export interface RouteContract {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  /** False for routes that only ever carry a bearer-less public call or create the session itself. */
  readonly csrf: boolean;
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly headers?: TSchema;
  readonly body?: TSchema;
  /** Replies by status; a route that streams or sends bytes has none. */
  readonly reply: Readonly<Record<number, TSchema>>;
}

/** Keeps the literal types of a contract. */
export const route = <const C extends RouteContract>(contract: C): C => contract;
