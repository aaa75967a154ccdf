import { type ComponentType, lazy } from 'react';

/** A part that comes after its page stands, and of which the page can do without: where its script cannot be had, nothing stands in its place. */
export const lazyOrNothing = <Props>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() => load().catch((): { default: ComponentType<Props> } => ({ default: () => null })));
