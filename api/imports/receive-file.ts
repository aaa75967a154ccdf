import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app-type.ts';
import { HttpError, refuse } from '../errors.ts';

const mostBytes = 2 * 1024 ** 3;
const fieldNames = ['source', 'system', 'axes', 'encoding', 'layer', 'classCode'] as const;

export interface Received {
  readonly path: string;
  readonly name: string;
  readonly fields: Partial<Record<(typeof fieldNames)[number], string>>;
}

const mostFields = 8;
const brokenOff = () => refuse('import-form-broken', { field: 'file' });
const tooMany = () =>
  refuse('field-invalid', {
    params: { field: 'multipart/form-data', whyZh: `文件之前最多写 ${mostFields} 个字段。`, whyEn: `at most ${mostFields} fields stand before the file.` },
  });

const write = async (file: Readable & { truncated?: boolean }, path: string): Promise<void> => {
  try {
    await pipeline(file, createWriteStream(path, { mode: 0o600 }));
    if (file.truncated) throw refuse('import-too-large', { field: 'file', params: { limit: '2 GB' } });
  } catch (error) {
    await rm(path, { force: true });
    const { code } = error as { code?: string };
    if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') throw brokenOff();
    throw code === 'FST_REQ_FILE_TOO_LARGE' ? refuse('import-too-large', { field: 'file', params: { limit: '2 GB' } }) : error;
  }
};

/**
 * Writes an uploaded file to the disk as it comes, under a name of ours; what is said of it stands before it. A form that breaks off fails in
 * its parser, with an error that has no code: it is the sender's.
 */
export const receiveFile = async (app: App, request: FastifyRequest): Promise<Received> => {
  if (!request.isMultipart()) throw refuse('media-type-unsupported');
  try {
    return await readForm(app, request);
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'code');
    if (code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT') throw tooMany();
    throw error instanceof HttpError || code !== undefined ? error : brokenOff();
  }
};

const readForm = async (app: App, request: FastifyRequest): Promise<Received> => {
  const fields: Record<string, string> = {};
  await mkdir(app.importFolder, { recursive: true, mode: 0o700 });
  for await (const part of request.parts({ limits: { fileSize: mostBytes, files: 1, fields: mostFields, parts: mostFields + 1 } })) {
    if (part.type === 'file') {
      const name = basename(part.filename).slice(-120);
      const path = join(
        app.importFolder,
        `${randomUUID()}${extname(name)
          .slice(0, 10)
          .replace(/[^.\w]/g, '')}`,
      );
      await write(part.file, path);
      return { path, name, fields };
    }
    const isKnown = (fieldNames as readonly string[]).includes(part.fieldname);
    if (isKnown && typeof part.value === 'string' && part.value !== '') fields[part.fieldname] = part.value.slice(0, 400);
  }
  throw refuse('import-file-missing', { field: 'file' });
};
