import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greatestInteger } from '#domain/contract/terms.ts';
import { startApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

describe('the API’s own description', () => {
  it('is valid OpenAPI 3.1 and names every route that was served by contract', async () => {
    const document = (await test.app.inject('/api/openapi.json')).json();
    const result = await new Validator().validate(document);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    const named = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) => Object.values(path).map((o) => o.operationId));
    expect(named.sort()).toEqual(test.app.contracts.map((c) => c.name).sort());
  });

  it('has a page to read it that fetches nothing from elsewhere and allows only its own script', async () => {
    const page = await test.app.inject('/api/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect((await test.app.inject('/api/docs/js/scalar.js')).statusCode).toBe(200);
  });
});

/** Integers within a schema that may be greater than the database's; each by its way there. */
const unbounded = (schema: unknown, way: string): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, maximum } = schema as { type?: unknown; maximum?: number };
  const own = type === 'integer' && (maximum ?? Number.POSITIVE_INFINITY) > greatestInteger ? [way] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, part]) => unbounded(part, `${way} ${name}`))];
};

describe('an integer that may be sent', () => {
  it('is no greater than what the database holds, so that a greater one is told with its field; money alone is counted farther', () => {
    const sent = test.app.contracts.flatMap(({ name, params, query, body }) => unbounded({ params, query, body }, name));
    expect(sent).toEqual(['putBill body properties amountFen']);
  });
});

describe('what whoever runs it asks', () => {
  it('lives, is ready, and counts', async () => {
    expect((await test.app.inject('/health')).json()).toEqual({ status: 'ok' });
    expect((await test.app.inject('/ready')).json()).toEqual({ status: 'ready' });
    const { body } = await test.app.inject('/metrics');
    expect(body).toMatch(/jingzheng_request_seconds_count\{method="GET",route="\/health",status="2xx"\} \d/);
    expect(body).toMatch(/jingzheng_orders_overdue 0/);
  });
});
