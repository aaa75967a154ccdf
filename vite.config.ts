import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { compressWeb } from './ops/compress-web.ts';
import { listForWorker } from './ops/list-for-worker.ts';
import { dark, light, tokensCss } from './web/ui/tokens.ts';

const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';
const firstScriptLimitKb = 120;

interface Chunk {
  readonly code: string;
  readonly imports: readonly string[];
}

/** A chunk and all it must have before it runs. */
const withImports = (chunks: ReadonlyMap<string, Chunk>, names: readonly string[]): Set<string> => {
  const seen = new Set<string>();
  const add = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of chunks.get(name)?.imports ?? []) add(next);
  };
  for (const name of names) add(name);
  return seen;
};

/** Fails the build when a phone must load more than it may before the first field shows (map and desks come later or never). */
const holdFirstScript = (): Plugin => ({
  name: 'hold-first-script',
  generateBundle(_, bundle) {
    const made = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []));
    const chunks = new Map(made.map((chunk) => [chunk.fileName, chunk]));
    const first = made
      .filter((chunk) => (chunk.isEntry && chunk.name !== 'sw') || chunk.facadeModuleId?.endsWith('features/report/page.tsx'))
      .map((chunk) => chunk.fileName);
    const loaded = [...withImports(chunks, first)].map((name) => gzipSync(chunks.get(name)?.code ?? '').length);
    const kb = loaded.reduce((sum, bytes) => sum + bytes, 0) / 1000;
    if (first.length < 2) this.error('the report page’s chunk was not found');
    if (kb > firstScriptLimitKb) this.error(`the citizen’s first scripts are ${kb.toFixed(0)} kB gzipped, more than ${firstScriptLimitKb}`);
    this.info(`the citizen’s first scripts: ${kb.toFixed(1)} kB gzipped`);
  },
});

/** Colours, type and space stand in the page itself, before any script: no page flashes white at night. */
const layTokens = (): Plugin => ({
  name: 'lay-tokens',
  transformIndexHtml: () => [
    { tag: 'style', children: tokensCss(), injectTo: 'head-prepend' },
    ...([light, dark] as const).map((colours) => ({
      tag: 'meta',
      attrs: { name: 'theme-color', content: colours.surface, media: `(prefers-color-scheme: ${colours === light ? 'light' : 'dark'})` },
    })),
  ],
});

const settings: UserConfig = {
  root: fileURLToPath(new URL('./web', import.meta.url)),
  plugins: [react(), layTokens(), holdFirstScript(), listForWorker(), compressWeb()],
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false }, // every browser that runs our es2022 preloads modules by itself
    target: 'es2022',
    rolldownOptions: {
      input: { index: fileURLToPath(new URL('./web/index.html', import.meta.url)), sw: fileURLToPath(new URL('./web/sw.ts', import.meta.url)) },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What every page stands on is one file: packed together it is 2 kB less than apart.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|wouter|regexparam|use-sync-external-store)\//, priority: 2 },
            {
              name: 'first',
              test: /web\/(ui\/(?!photo-position|due-left|tokens|question|use-device-wish)|i18n\/(?!en\.json|durations)|client\/(?!device|session|leaving|live|listen|own-place|use-now|use-asked|tab-drafts|use-tab-draft))/,
              priority: 1,
            },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1300, // antd and maplibre-gl are each one lazy chunk
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api, '/tiles': api },
  },
};

export default defineConfig(({ command }) => {
  // A build is for people whatever the caller's environment says: NODE_ENV=test would ship React's development build.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return settings;
});
