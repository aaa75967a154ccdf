import type { App } from '../app-type.ts';

export const liveRoutes = (_app: App): void => undefined;
