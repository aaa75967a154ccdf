import { expect } from 'vitest';
import { affected, rows, sql } from '#db/sql.ts';
import type { TestApp } from './app.ts';
import { aWell } from './builders.ts';
import { now } from './city.ts';
import { act, aPhoto, as, orderOf, report } from './thread.ts';

export const caller = { name: '欧阳春风', phone: '13912345678', address: '桂花里9弄502室', said: '我家小孩差点掉下去' };
const { name, phone, address, said } = caller;
/** What tells of the caller, as it is typed here and there. */
export const words = [name, phone, '139-1234-5678', address, said];

/** A caller's words in the city of an app that is started later. */
export const wordsOf = (test: () => TestApp) => {
  /** Every table of the city that holds one of the words, whichever column it stands in. */
  const tablesWith = async (wanted: readonly string[]): Promise<string[]> => {
    const tables = await rows<{ name: string }>(test().database.pool, sql`select tablename as name from pg_tables where schemaname = 'city' order by 1`);
    const found: string[] = [];
    for (const { name: table } of tables) {
      const { rows: hits } = await test().database.pool.query(
        `select 1 from ${table} t where exists (select from unnest($1::text[]) word where t::text like '%' || word || '%') limit 1`,
        [wanted],
      );
      if (hits.length > 0) found.push(table);
    }
    return found;
  };

  const handOver = async (orderIds: string[], note: string) => {
    const headers = await as(test().app, 'dispatcher-west');
    const reply = await test().app.inject({ method: 'POST', url: '/api/v1/handovers', headers, payload: { placeCode: '990101', note, orderIds } });
    expect(reply.statusCode, reply.body).toBe(201);
  };

  /** A caller's whole story until the order is closed, their words in every place where a person writes. */
  const aClosedStory = async () => {
    const told = await report(test().app, {
      plate: await aWell(test().database.pool),
      channel: 'plate',
      text: `我家小孩差点掉下去 ${phone}`,
      address,
      contact: { name, phone: '139-1234-5678' },
    });
    const order = await orderOf(test().app, told);
    const { app } = test();
    const clerk = await as(app, 'clerk-power');
    const note = `${name} 说：${said}`;
    await handOver([order.id], note);
    const done = async (username: 'clerk-power' | 'dispatcher-city', action: Parameters<typeof act>[3], body: Record<string, unknown> = {}) => {
      const reply = await act(app, username, order.id, action, body);
      expect(reply.statusCode, reply.body).toBe(200);
    };
    await done('clerk-power', 'return', { note: `${name}说不是我们的`, photoIds: [await aPhoto(app, clerk)] });
    await done('dispatcher-city', 'dispatch', { note: `请回电 ${phone}`, unitId: 'power' });
    await done('clerk-power', 'sign');
    await done('clerk-power', 'contact', { note: `已联系${name} ${phone}` });
    await done('clerk-power', 'start');
    await done('clerk-power', 'resolve', { reply: `${name}您好，${address}门前已修好`, photoIds: [await aPhoto(app, clerk)], position: order.position });
    await done('dispatcher-city', 'close', { note: `电话 ${phone} 回访满意` });
    // As it stands where a fallback asked for its costs.
    await affected(
      app.pool,
      sql`insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason, bill_fen, bill_note, billed_at, billed_by, settled_at, settled_by, settlement, outcome)
          select ${order.id}, 'power', 'centre-990101001', ${now}, ${JSON.stringify(order.dispatchReason)}, 100, ${note}, ${now}, id, ${now}, id, ${note}, 'paid' from people where username = 'clerk-power'`,
    );
    return { order, number: told.number };
  };

  return { tablesWith, handOver, aClosedStory };
};
