import type { App } from '../app-type.ts';

export const assetsRoutes = (_app: App): void => undefined;
