import type { Readable } from 'node:stream';

/**
 * Where a server says that it listens; what it says after that is let go.
 * @throws when it says nothing within `waitMs`, or ends before
 */
export const saidAddress = (output: Readable, waitMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const giveUp = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`the server ${why}; it said: ${said.slice(-500)}`));
    };
    const timer = setTimeout(giveUp, waitMs, 'did not start in time');
    output.setEncoding('utf8').on('end', () => giveUp('ended'));
    const listen = (piece: string) => {
      said += piece;
      const address = /(http:\/\/\S+:\d+)\s/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      output.off('data', listen).resume(); // a pipe that nobody empties would stop the server
      resolve(address);
    };
    output.on('data', listen);
  });
