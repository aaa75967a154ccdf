import type { FastifyReply, FastifyRequest } from 'fastify';

export interface EventStream {
  send(event: string, data: unknown): void;
  close(): void;
  onClose(work: () => void): void;
}

const heartbeatMs = 20_000;
const mostUnreadBytes = 64 * 1024;

/**
 * Turns a reply into server-sent events. A `beat` every 20 s keeps proxies from closing it, finds the dead, and lets a page know a line
 * that was dropped without a word; who leaves more than 64 KB unread is let go, and comes back by itself.
 */
export const openEventStream = (request: FastifyRequest, reply: FastifyReply): EventStream => {
  const { raw } = reply;
  const work: (() => void)[] = [];
  const onClose = (each: () => void) => (raw.destroyed || raw.closed ? each() : void work.push(each));
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'close', // its socket ends with it, and keeps no server that closes waiting
  });
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(text);
    if (raw.writableLength > mostUnreadBytes) raw.destroy();
  };
  const heartbeat = setInterval(() => write('event: beat\ndata: {}\n\n'), heartbeatMs);
  raw.on('close', () => {
    for (const each of work.splice(0)) each();
  });
  onClose(() => clearInterval(heartbeat)); // who asked may have gone before it was opened
  raw.on('error', () => raw.destroy());
  request.raw.socket.setNoDelay(true);
  write('retry: 3000\n: welcome\n\n');
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => raw.end(),
    onClose,
  };
};
