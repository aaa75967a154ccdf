import type { App } from '../app-type.ts';

export const reportsRoutes = (_app: App): void => undefined;
