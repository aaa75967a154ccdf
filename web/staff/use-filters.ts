import { useLocation, useSearchParams } from 'wouter';
import { type FilterAct, filterStep } from './filter-step.ts';

export type GetFilter = (name: string) => string | undefined;
/** `null` or '' takes a filter away. */
export type ChangeFilters = (changes: Readonly<Record<string, string | null | undefined>>, act?: FilterAct) => void;

/** Filters kept in the address, so that a link and the back button keep them; which changes Back goes over is `filterStep`'s to say. */
export const useFilters = (): [GetFilter, ChangeFilters] => {
  const [params, setParams] = useSearchParams();
  const [path] = useLocation();
  const get: GetFilter = (name) => params.get(name) ?? undefined;
  const change: ChangeFilters = (changes, act = 'chosen') => {
    // A map that comes to rest while its page is being left must not call the reader back.
    if (location.pathname !== path) return;
    const next = new URLSearchParams(location.search); // what stands there now: a map coming to rest may have written since this page was drawn
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    // What changes nothing is no step.
    if (next.toString() === new URLSearchParams(location.search).toString()) return;
    setParams(() => next, filterStep(act, Object.keys(changes), history.state));
  };
  return [get, change];
};
