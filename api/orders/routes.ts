import type { App } from '../app-type.ts';

export const ordersRoutes = (_app: App): void => undefined;
