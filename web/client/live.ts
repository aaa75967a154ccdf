import { useEffect, useRef, useState } from 'react';
import { type LiveEvent, type LiveState, listen } from './listen.ts';

const usual: readonly string[] = ['order', 'changed'];

/**
 * Server-sent events from `url` (null: not yet). `onEvent` gets each named event, and one of type `opened`, or `caught-up` after a
 * reconnection, whenever events may have been missed and what is shown should be loaded again.
 */
export const useLive = (url: string | null, onEvent: (event: LiveEvent) => void): LiveState => {
  const [state, setState] = useState<LiveState>('catching-up');
  const latest = useRef(onEvent);
  latest.current = onEvent;

  useEffect(() => {
    if (url === null) return;
    const line = listen(url, usual, { onEvent: (event) => latest.current(event), onState: setState });
    // The device knows at once that its network went or came; a line that dies further off is known by its silence.
    addEventListener('offline', line.again);
    addEventListener('online', line.again);
    return () => {
      removeEventListener('offline', line.again);
      removeEventListener('online', line.again);
      line.end();
    };
  }, [url]);

  return state;
};
