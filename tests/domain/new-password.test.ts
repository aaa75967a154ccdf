import { expect, test } from 'vitest';
import { decidePassword } from '#domain/new-password.ts';

const codeOf = (password: string) => {
  const decided = decidePassword(password, 'clerk-power');
  return decided.ok ? 'taken' : decided.rejection.code;
};

test.each([
  ['nine signs', 'abcXYZ789', 'password-short'],
  ['one sign again and again', 'aaaaaaaaaaaa', 'password-guessable'],
  ['two signs in turn', 'abababababab', 'password-guessable'],
  ['a row of the keyboard', 'qwertyuiop', 'password-guessable'],
  ['signs one after another', 'cdefghijklmn', 'password-guessable'],
  ['digits backwards', '9876543210', 'password-guessable'],
  ['the user name with a tail', 'clerk-power1', 'password-guessable'],
  ['the first guess in capitals', 'PASSWORD123', 'password-guessable'],
  ['four words', 'correct horse battery', 'taken'],
  ['ten Chinese signs', '井盖不见了请派人来看', 'taken'],
  ['what a password manager makes', 'kX9#mQ2$vL', 'taken'],
])('%s: %s is %s', (_what, password, expected) => {
  expect(codeOf(password)).toBe(expected);
});
