import { clientsClaim, type WorkboxPlugin } from 'workbox-core';
import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

/** What a citizen’s and a crew’s page need without a signal; written in by the build (vite.config.ts). */
declare const PAGES_WITHOUT_SIGNAL: PrecacheEntry[];

/** The little of a worker’s world that is used here: its types and those of a page cannot stand in one program. */
interface WorkerScope {
  addEventListener(type: 'install', told: (event: { waitUntil(done: Promise<unknown>): void }) => void): void;
}

const city = 'city';

// Kinds, numbers to call and names are fetched before this worker lives: it asks for them itself, so that the first visit is enough.
(self as unknown as WorkerScope).addEventListener('install', (event) => {
  event.waitUntil(caches.open(city).then((cache) => cache.add('/api/v1/city').catch(() => undefined)));
});
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(PAGES_WITHOUT_SIGNAL);

// The page as the server has it now; the one kept here when nobody answers within three seconds.
const kept = createHandlerBoundToURL('/index.html');
registerRoute(
  new NavigationRoute(
    async (options) => {
      try {
        return await new NetworkFirst({ cacheName: 'pages', networkTimeoutSeconds: 3, plugins: [{ cacheWillUpdate: async () => null }] }).handle(options);
      } catch {
        return kept(options);
      }
    },
    { denylist: [/^\/(api|tiles|docs|health|ready|metrics)(\/|$)/] },
  ),
);

registerRoute(
  ({ url }) => url.pathname === '/api/v1/city' || url.pathname === '/api/v1/road-names',
  new NetworkFirst({ cacheName: city, networkTimeoutSeconds: 3 }),
);

// A file with its content's hash in its name never changes.
/** Their declared types differ from the plugin's by `undefined` alone. */
const keepingAtMost = (maxEntries: number, maxAgeSeconds?: number) =>
  new ExpirationPlugin({ maxEntries, ...(maxAgeSeconds ? { maxAgeSeconds } : {}) }) as WorkboxPlugin;

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(url.pathname),
  new CacheFirst({ cacheName: 'files', plugins: [keepingAtMost(80)] }),
);

// The map of where one was; never a tile that only staff may see.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/tiles\/(?!staff)[\w-]+\/\d/.test(url.pathname),
  new NetworkFirst({ cacheName: 'tiles', networkTimeoutSeconds: 4, plugins: [keepingAtMost(400, 14 * 86_400)] }),
);
