import { spawn } from 'node:child_process';

/** Whom a program runs as: ids of a system user, or null for whoever started us. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export interface RunSettings {
  readonly as?: SystemUser | null;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Each finished line of stdout and stderr, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end and gives its exit code with everything it said. Never throws for a bad exit code. */
export const run = (program: string, args: readonly string[], settings: RunSettings = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const { as: user } = settings;
    const child = spawn(program, [...args], {
      cwd: settings.cwd ?? (user ? '/' : process.cwd()),
      env: { ...process.env, ...(user ? { HOME: '/', USER: user.name, LOGNAME: user.name } : {}), ...settings.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    let output = '';
    let rest = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) settings.onLine?.(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    // 'exit', not 'close': a daemon that pg_ctl leaves behind may keep the pipes open for ever.
    child.on('exit', (code, signal) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code: code ?? (signal ? 128 : 1), output });
      });
    });
  });
