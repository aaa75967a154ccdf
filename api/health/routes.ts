import type { App } from '../app-type.ts';

export const healthRoutes = (_app: App): void => undefined;
