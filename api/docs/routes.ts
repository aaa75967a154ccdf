import type { App } from '../app-type.ts';

export const docsRoutes = (_app: App): void => undefined;
