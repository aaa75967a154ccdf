import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/base.css';
import { isFinal, isSignedOut } from './client/problem-error.ts';
import { loadEnglish, startI18n } from './i18n/start.ts';
import { Routes } from './routes.tsx';

/** Whoever's session ended is told so at once, whatever they were at. */
const onError = (error: unknown) => {
  if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: ['session'] });
};

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // Tried whatever the device thinks of its network: without one the copy kept here answers, or the page says that nothing did.
    queries: { staleTime: 30_000, networkMode: 'always', retry: (count, error) => count < 2 && !isFinal(error) },
    mutations: { networkMode: 'always' },
  },
});

/** What nothing answered while there was no signal is asked again once there is one: a library that counts a page as online when it loads does not see it come back. */
addEventListener(
  'online',
  () => void queries.refetchQueries({ type: 'active', predicate: ({ state: { status, error } }) => status === 'error' && !isFinal(error) }),
);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await startI18n();
const begin = () => {
  void loadEnglish().catch(() => undefined); // so that a switch needs no network
  void import('./client/device/start.ts').then(({ startSending }) => startSending()).catch(() => undefined);
  if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js').catch(() => undefined); // without one the page needs a signal
};

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Routes />
    </QueryClientProvider>
  </StrictMode>,
);
// What waits from before is sent, and the worker fetched, after the first field stands: on a slow phone that takes two seconds.
setTimeout(begin, 4_000);
