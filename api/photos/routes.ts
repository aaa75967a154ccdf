import type { App } from '../app-type.ts';

export const photosRoutes = (_app: App): void => undefined;
