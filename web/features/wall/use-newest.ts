import { useEffect } from 'react';
import { scriptIn } from './script-in.ts';

const everyMs = 10 * 60_000;

/** A wall hangs for weeks: once another version of the program is served it takes that, since nobody comes to load its page anew. */
export const useNewest = (): void => {
  useEffect(() => {
    const own = scriptIn(document.documentElement.outerHTML);
    const look = async () => {
      const served = await fetch('/wall', { cache: 'no-cache' }).then(
        (page) => (page.ok ? page.text() : ''),
        () => '',
      );
      const newest = scriptIn(served);
      if (own !== null && newest !== null && newest !== own) location.reload();
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, []);
};
