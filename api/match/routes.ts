import { parsePlate } from '#domain/asset-id.ts';
import { createMatch, type MatchReply, type MatchRequest } from '#domain/contract/match.ts';
import type { LookUp } from '#domain/harvest.ts';
import type { App } from '../app-type.ts';
import { serve } from '../serve.ts';
import { answerMatch } from './create-match.ts';

const lookUpsOf = ({ plate, position, address, photoIds }: MatchRequest, { place }: MatchReply): LookUp[] => {
  const number = plate === undefined ? null : parsePlate(plate);
  return [
    ...(number?.ok ? [{ kind: 'number', number: number.value } as const] : []),
    ...(position || address !== undefined || photoIds?.length ? [{ kind: 'pin', ...place.position } as const] : []),
  ];
};

export const matchRoutes = (app: App): void =>
  serve(app, createMatch, ({ body, person, now }) => answerMatch(app, body, { person, now }), { looksUp: ({ body }, reply) => lookUpsOf(body, reply) });
