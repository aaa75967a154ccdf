import { createMatch } from '#domain/contract/match.ts';
import type { App } from '../app-type.ts';
import { serve } from '../serve.ts';
import { answerMatch } from './create-match.ts';

export const matchRoutes = (app: App): void => serve(app, createMatch, ({ body, person }) => answerMatch(app, body, person));
