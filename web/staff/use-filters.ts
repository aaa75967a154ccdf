import { useLocation, useSearchParams } from 'wouter';

/** Filters kept in the address, so that a link and the back button keep them; `null` or '' takes one away. */
export const useFilters = (): [(name: string) => string | undefined, (changes: Readonly<Record<string, string | null | undefined>>) => void] => {
  const [params, setParams] = useSearchParams();
  const [path] = useLocation();
  const get = (name: string) => params.get(name) ?? undefined;
  const change = (changes: Readonly<Record<string, string | null | undefined>>) => {
    // A map that comes to rest while its page is being left must not call the reader back.
    if (location.pathname !== path) return;
    setParams(
      () => {
        const next = new URLSearchParams(location.search); // what stands there now: a map coming to rest may have written since this page was drawn
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  };
  return [get, change];
};
