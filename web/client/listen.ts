export type LiveState = 'live' | 'catching-up';
export interface LiveEvent {
  readonly type: string;
  readonly data: unknown;
}

interface Ears {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
}

/** The server says every 20 s that it is still there: who heard nothing twice is on a line that was dropped without a word. */
export const longestSilenceMs = 45_000;
const [firstWaitMs, longestWaitMs] = [1_000, 30_000];

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * Listens to server-sent events of these names from `url`, and opens anew whatever ends: a refusal, a reply that is no event stream, a line that
 * has gone silent. Each opening tells of one event when some may have been missed: the first `opened`, as what a page loaded before it may be older than what
 * the line tells, each later one `caught-up`. @returns how to look at once, and how to end
 */
export const listen = (url: string, names: readonly string[], { onEvent, onState }: Ears): { readonly again: () => void; readonly end: () => void } => {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let opened = false;
  let waitMs = firstWaitMs;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(again, longestSilenceMs);
  };
  const open = () => {
    const current = new EventSource(url);
    source = current;
    heard();
    current.onopen = () => {
      heard();
      onEvent({ type: opened ? 'caught-up' : 'opened', data: null });
      opened = true;
      waitMs = firstWaitMs;
      onState('live');
    };
    // A browser gives up for good on a reply that is no event stream (a proxy's 502): so we open anew ourselves.
    current.onerror = () => {
      onState('catching-up');
      if (current.readyState !== EventSource.CLOSED) return;
      clearTimeout(silence);
      retry = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    };
    current.addEventListener('beat', heard);
    for (const type of names)
      current.addEventListener(type, (event) => {
        heard();
        onEvent({ type, data: parse(event.data) });
      });
  };
  const end = () => {
    clearTimeout(retry);
    clearTimeout(silence);
    source?.close();
  };
  const again = () => {
    end();
    onState('catching-up');
    open();
  };
  open();
  return { again, end };
};
