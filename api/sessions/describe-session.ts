import type { Pool } from '#db/pool.ts';
import { listGrantNames } from '#db/queries/people/people.ts';
import { findArea } from '#db/queries/places/places.ts';
import { permissionsOf } from '#domain/access.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Person } from '../app-type.ts';

/** A session as its reader sees it: the grants with the names of their scopes, and every permission they carry. */
export const describeSession = async (
  pool: Pool,
  person: Pick<Person, 'id' | 'username' | 'name' | 'grants' | 'lacksSecondFactor'>,
  session: { csrf: string; expiresAt: string },
): Promise<Session> => ({
  username: person.username,
  name: person.name,
  grants: await listGrantNames(pool, person.id),
  permissions: [...new Set(person.grants.flatMap((g) => permissionsOf[g.role]))].sort(),
  area: await findArea(
    pool,
    person.grants.flatMap(({ placeCode }) => placeCode ?? []),
  ),
  lacksSecondFactor: person.lacksSecondFactor,
  csrfToken: session.csrf,
  expiresAt: session.expiresAt,
});
