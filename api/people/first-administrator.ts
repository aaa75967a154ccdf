import { inTransaction, type Pool } from '#db/pool.ts';
import { findGrounds, insertAccount, insertAccountEvent, lockAccount, replaceGrants, updateAccount } from '#db/queries/people/accounts.ts';
import { findPersonId } from '#db/queries/people/people.ts';
import { findCity } from '#db/queries/places/cities.ts';
import type { Name } from '#domain/contract/terms.ts';
import { groundOf } from '#domain/granting.ts';
import { invite } from '../invite.ts';

export interface Wanted {
  readonly username: string;
  readonly name: Name;
  readonly publicUrl: string;
  readonly now: string;
}

/**
 * Makes a person an administrator of the whole city, keeping the roles they have, and gives the link by which they set a password. For
 * the first one of a city, and for the day when every administrator has lost the way in: whoever may run this may do anything anyway.
 * @throws when there is no city
 */
export const makeAdministrator = (pool: Pool, { username, name, publicUrl, now }: Wanted): Promise<{ link: string; expiresAt: string; isNew: boolean }> =>
  inTransaction(pool, async (client) => {
    const city = await findCity(client);
    if (!city) throw new Error('数据库里还没有城市。 There is no city in this database yet.');
    const known = await findPersonId(client, username);
    const personId = known ?? (await insertAccount(client, { username, name, email: null }));
    const held = (await lockAccount(client, personId))?.grants ?? [];
    const grant = { role: 'administrator' as const, placeCode: city.code, unitId: null };
    const grants = held.some((one) => one.role === grant.role && groundOf(one) === groundOf(grant)) ? held : [...held, grant];
    if (!(await findGrounds(client, [grant])).placeOf.has(groundOf(grant))) throw new Error(`There is no place ${city.code}`);
    await replaceGrants(client, personId, grants);
    await updateAccount(client, personId, { active: true });
    await insertAccountEvent(client, { at: now, personId, byId: null, action: known === undefined ? 'invited' : 'link' });
    const made = await invite(client, { personId, madeBy: null, publicUrl, now });
    return { ...made, isNew: known === undefined };
  });
