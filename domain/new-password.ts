import { accept, type Decision, reject } from './rejection.ts';

const least = 10;

// The first guesses of every list, as far as they are long enough to be asked about at all.
const guesses = [
  '1234567890',
  'qwertyuiop',
  'password',
  'administrator',
  'abcdefghij',
  '1q2w3e4r5t',
  'woaini1314',
  'iloveyou',
  'letmein',
  'welcome',
  'jingzheng',
];

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

const isRun = (text: string): boolean => {
  const steps = [...text].slice(1).map((sign, i) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0));
  return steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
};

/** Whether a password may be set: long enough, and none of the first things that somebody would try. Nothing else is asked of it. */
export const decidePassword = (given: string, username: string): Decision<string> => {
  if ([...given].length < least) return reject('password-short', { field: 'password', params: { least } });
  const password = plain(given);
  const rest = guesses.reduce((left, guess) => left.replaceAll(guess, ''), password.replaceAll(plain(username), ''));
  const isThin = new Set(password).size < 4 || isRun(password) || rest.length < 5;
  return isThin ? reject('password-guessable', { field: 'password' }) : accept(given);
};
