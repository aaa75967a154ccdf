import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const page = (frame: string) => `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>本街道</title>
  <h1>本街道网站</h1><iframe title="井盖地图" src="${frame.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" style="width:100%;height:480px;border:0"></iframe></html>`;

/** A street's own site: a page that shows what its address asks for (`?show=`) within itself. */
export const startOtherSite = async (): Promise<{ port: number; stop: () => void }> => {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(searchParams.get('show') ?? 'about:blank'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
