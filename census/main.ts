import { inUsage, takeIn } from './in.ts';
import { outUsage, runOut } from './out/command.ts';
import { workFromServer } from './take-in/work-on.ts';

const usage = `${inUsage}\n\n${outUsage}`;

/** `npm run census -- in … | out …`: DATABASE_URL comes from ops/with-database.ts. `work` is the server's own way in. */
const run = async ([verb = '', ...args]: string[]): Promise<void> => {
  const url = process.env['DATABASE_URL'] ?? '';
  if (verb === 'out') return runOut(url, args);
  if (verb === 'work') return workFromServer(url, args);
  if (verb === 'in') {
    process.exitCode = await takeIn(url, args);
    return;
  }
  console.log(usage);
  if (verb !== '--help') process.exitCode = 1;
};

const sentences: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件或文件夹 / there is no such file or folder',
  EACCES: '没有权限读写 / it may not be read or written',
  EISDIR: '这是一个文件夹 / this is a folder',
  ENOSPC: '磁盘已满 / the disk is full',
};

/** What went wrong, as a sentence for the person at the terminal. */
const told = (error: Error & { code?: string; path?: string }): string => {
  const sentence = sentences[error.code ?? ''];
  if (sentence !== undefined) return `${(error.path ?? '').replace(/\.unfinished$/, '')}：${sentence}`;
  return error.code?.startsWith('ERR_PARSE_ARGS') ? `命令写法不对 / this is no such option or it lacks its value: ${error.message}\n\n${usage}` : error.message;
};

await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(`✖ ${told(error)}`);
  process.exitCode = 1;
});
