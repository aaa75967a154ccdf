import type { TSchema } from 'typebox';
import type { RouteContract } from '#domain/contract/route.ts';
import { Problem } from '#domain/contract/terms.ts';

type Json = Readonly<Record<string, unknown>>;

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks, calls a tuple's places prefixItems. */
const tuplesAnew = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) return value;
  const { items, additionalItems: _, ...rest } = value as { items: unknown[]; additionalItems?: unknown };
  return { ...rest, prefixItems: items, items: false };
};

/** TypeBox carries its own marks beside the schema; a document holds plain JSON. */
const plain = (schema: TSchema): Json => JSON.parse(JSON.stringify(schema), tuplesAnew) as Json;

const propertiesOf = (schema: TSchema | undefined): [string, Json][] =>
  Object.entries(schema ? ((plain(schema)['properties'] as Record<string, Json> | undefined) ?? {}) : {});
const requiredOf = (schema: TSchema | undefined): readonly string[] => (schema ? ((plain(schema)['required'] as string[] | undefined) ?? []) : []);

const parameters = (contract: RouteContract): Json[] =>
  (
    [
      ['path', contract.params],
      ['query', contract.query],
      ['header', contract.headers],
    ] as const
  ).flatMap(([where, schema]) =>
    propertiesOf(schema).map(([name, property]) => ({ name, in: where, required: where === 'path' || requiredOf(schema).includes(name), schema: property })),
  );

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const bytes = (name: string): Json => {
  const type = name.startsWith('watch')
    ? 'text/event-stream'
    : /Photo$/.test(name)
      ? 'image/jpeg'
      : /^getTile$/.test(name)
        ? 'application/vnd.mapbox-vector-tile'
        : /^get(Plates|Bill)$/.test(name)
          ? 'application/pdf'
          : 'application/json';
  return { 200: { description: 'OK', content: { [type]: { schema: type === 'application/json' ? {} : { type: 'string' } } } } };
};

const replies = (contract: RouteContract): Json => {
  const statuses = Object.entries(contract.reply);
  const good =
    statuses.length === 0
      ? bytes(contract.name)
      : Object.fromEntries(
          statuses.map(([status, schema]) => [
            status,
            status === '204' ? { description: 'Done' } : { description: 'OK', content: { 'application/json': { schema: plain(schema) } } },
          ]),
        );
  return { ...good, default: { description: 'What went wrong, in the reader’s language', content: problem } };
};

const bodyOf = (contract: RouteContract): Json => {
  if (contract.name === 'createPhoto')
    return {
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: { type: 'object', required: ['photo'], properties: { photo: { type: 'string', format: 'binary' } } } } },
      },
    };
  return contract.body ? { requestBody: { required: true, content: { 'application/json': { schema: plain(contract.body) } } } } : {};
};

const operation = (contract: RouteContract): Json => ({
  operationId: contract.name,
  tags: [contract.path.split('/')[contract.path.startsWith('/api/') ? 3 : 1] ?? 'other'],
  summary: contract.summary,
  description:
    contract.access === 'public' ? 'Public.' : contract.access === 'signed-in' ? 'Anyone signed in.' : `Needs the permission \`${contract.access}\`.`,
  ...(contract.access === 'public' ? {} : { security: [contract.csrf ? { session: [], csrf: [] } : { session: [] }, { token: [] }] }),
  parameters: parameters(contract),
  ...bodyOf(contract),
  responses: replies(contract),
});

/** OpenAPI 3.1 of everything that was served by contract. */
export const openapiOf = (contracts: readonly RouteContract[]): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(contract) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '井证 Jingzheng',
      version: '1',
      description: 'An identity card for every road inspection well, and the right owner at the hole.\n\n每一座道路检查井的身份证，让问题一次找到权属单位。',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: plain(Problem) },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'jz_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
        token: { type: 'http', scheme: 'bearer', description: 'jzt_…, made under /api/v1/tokens' },
      },
    },
  };
};
