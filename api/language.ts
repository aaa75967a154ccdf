import type { FastifyRequest } from 'fastify';
import type { Language } from '#domain/contract/errors.ts';

/** The reader's language: `?lang=` first, then the first of Accept-Language that we speak, else Chinese. */
export const languageOf = (request: FastifyRequest): Language => {
  const query: unknown = request.query;
  const asked = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  if (asked === 'en' || asked === 'zh') return asked;
  const wanted = (request.headers['accept-language'] ?? '').toLowerCase().split(',');
  for (const part of wanted) {
    const tag = part.trim();
    if (tag.startsWith('en')) return 'en';
    if (tag.startsWith('zh')) return 'zh';
  }
  return 'zh';
};
