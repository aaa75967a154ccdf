import { useEffect, useRef, useState } from 'react';

export type LiveState = 'live' | 'catching-up';
export interface LiveEvent {
  readonly type: string;
  readonly data: unknown;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * Server-sent events from `url` (null: not yet). `onEvent` gets each named event, and one of type `caught-up` after a
 * reconnection, when events may have been missed and what is shown should be loaded again.
 */
export const useLive = (url: string | null, onEvent: (event: LiveEvent) => void, types: readonly string[] = ['order', 'changed']): LiveState => {
  const [state, setState] = useState<LiveState>('catching-up');
  const latest = useRef(onEvent);
  latest.current = onEvent;
  const names = types.join(' ');

  useEffect(() => {
    if (url === null) return;
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    let waitMs = 1_000;
    const open = () => {
      const current = new EventSource(url);
      source = current;
      current.onopen = () => {
        if (opened) latest.current({ type: 'caught-up', data: null });
        opened = true;
        waitMs = 1_000;
        setState('live');
      };
      // A browser gives up for good on a reply that is no event stream (a proxy's 502): so we open anew ourselves.
      current.onerror = () => {
        setState('catching-up');
        if (current.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(open, waitMs);
        waitMs = Math.min(waitMs * 2, 30_000);
      };
      for (const type of names.split(' ')) current.addEventListener(type, (event) => latest.current({ type, data: parse(event.data) }));
    };
    open();
    return () => {
      clearTimeout(retry);
      source?.close();
    };
  }, [url, names]);

  return state;
};
