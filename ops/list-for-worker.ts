import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

/** Pages that work without a signal, with all they load by and by; the desks are none of them. */
const withoutSignal = ['report', 'progress', 'plate', 'crew'].map((name) => `features/${name}/page.tsx`);

type Bundle = Readonly<Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>>;

const isPage = (chunk: Rolldown.OutputChunk | undefined): boolean => chunk?.facadeModuleId?.includes('/features/') ?? false;

/** These lead to every page. */
const isCrossroads = (chunk: Rolldown.OutputChunk): boolean => chunk.isEntry || (chunk.facadeModuleId?.endsWith('staff-pages.tsx') ?? false);

/** What comes with a chunk sooner or later; of what leads to every page only what is no page. */
const followersOf = (chunk: Rolldown.OutputChunk, chunks: ReadonlyMap<string, Rolldown.OutputChunk>): string[] => [
  ...chunk.imports,
  ...chunk.dynamicImports.filter((name) => !isCrossroads(chunk) || !isPage(chunks.get(name))),
];

/** The files that those pages are made of: scripts, styles, the map and its worker. */
const filesOf = (chunks: ReadonlyMap<string, Rolldown.OutputChunk>): Set<string> => {
  const kept = new Set<string>();
  const add = (name: string): void => {
    const chunk = chunks.get(name);
    if (!chunk || kept.has(name)) return;
    kept.add(name);
    for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) kept.add(file);
    for (const next of followersOf(chunk, chunks)) add(next);
  };
  for (const [name, chunk] of chunks)
    if ((chunk.isEntry && chunk.name !== 'sw') || withoutSignal.some((page) => chunk.facadeModuleId?.endsWith(page))) add(name);
  return kept;
};

const contentOf = (bundle: Bundle, name: string): string | Uint8Array => {
  const file = bundle[name];
  return file?.type === 'chunk' ? file.code : (file?.source ?? '');
};

/** A name that carries its content's hash needs no revision. */
const revisionOf = (bundle: Bundle, name: string): string | null =>
  /-[\w-]{8,}\.\w+$/.test(name) ? null : createHash('sha256').update(contentOf(bundle, name)).digest('hex').slice(0, 16);

/** Writes into the service worker which files it keeps on the device. */
export const listForWorker = (): Plugin => ({
  name: 'list-for-worker',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
      const worker = [...chunks.values()].find(({ name }) => name === 'sw');
      if (!worker || worker.imports.length > 0) return this.error('the service worker was not built as one file');
      const listed = ['index.html', ...filesOf(chunks)].map((name) => ({ url: `/${name}`, revision: revisionOf(bundle, name) }));
      worker.code = worker.code.replace('PAGES_WITHOUT_SIGNAL', JSON.stringify(listed));
      this.info(`kept on the device for pages without a signal: ${listed.length} files`);
    },
  },
});
