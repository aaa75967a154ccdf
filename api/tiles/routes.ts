import type { App } from '../app-type.ts';

export const tilesRoutes = (_app: App): void => undefined;
