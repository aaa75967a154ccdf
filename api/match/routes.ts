import type { App } from '../app-type.ts';

export const matchRoutes = (_app: App): void => undefined;
